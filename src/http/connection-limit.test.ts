import { EventEmitter } from 'node:events';
import type { Server } from 'node:net';
import { expect, it } from 'vitest';
import { createClientAddress } from './client-address';
import { limitConnections } from './connection-limit';

class FakeSocket extends EventEmitter {
  isRefused = false;
  constructor(readonly remoteAddress: string) {
    super();
  }
  destroy() {
    this.isRefused = true;
  }
}

function serverWith(most: number) {
  const server = new EventEmitter();
  limitConnections(server as Server, most, createClientAddress({ proxies: ['10.0.0.1'], header: null })); // an emitter
  return (address: string) => {
    const socket = new FakeSocket(address);
    server.emit('connection', socket);
    return socket;
  };
}

it('counts IPv6 connections by /64, IPv4 ones by address in every spelling, and none of a proxy', () => {
  const connect = serverWith(2);
  const [first] = [connect('2001:db8::1'), connect('2001:db8::2')];
  expect(connect('2001:db8::3').isRefused).toBe(true);
  expect(connect('2001:db8:0:1::1').isRefused).toBe(false);
  first?.emit('close');
  expect(connect('2001:db8::4').isRefused).toBe(false);
  connect('192.0.2.1');
  connect('::ffff:192.0.2.1');
  expect(connect('192.0.2.1').isRefused).toBe(true);
  expect(connect('192.0.2.2').isRefused).toBe(false);
  for (let i = 0; i < 9; i++) expect(connect('10.0.0.1').isRefused).toBe(false);
});
