import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { endOnFault } from './fault';

function setting(stop: (exitCode: number) => Promise<void>) {
  const events = new EventEmitter();
  const reported: string[] = [];
  const exits: number[] = [];
  const timers: (() => void)[] = [];
  endOnFault(events, {
    report: ({ error, origin }) => reported.push(`${origin}: ${error.split('\n')[0]}`),
    stop,
    exit: (code) => exits.push(code),
    clock: { sleep: () => new Promise((resolve) => timers.push(resolve)) },
  });
  return { events, reported, exits, timers };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a fault that nothing caught', () => {
  it('is reported and ends the process in order, once', async () => {
    const stopped: number[] = [];
    const { events, reported, exits } = setting(async (code) => void stopped.push(code));
    events.emit('uncaughtException', new TypeError('first'));
    events.emit('unhandledRejection', new Error('second'));
    await turn();
    expect(reported).toEqual(['uncaughtException: first', 'unhandledRejection: second']);
    expect([stopped, exits]).toEqual([[1], []]);
  });

  it('ends the process at once when its end fails or takes too long', async () => {
    const failing = setting(() => Promise.reject(new Error('cannot stop')));
    failing.events.emit('uncaughtException', new Error('x'));
    await turn();
    expect([failing.reported.at(-1), failing.exits]).toEqual(['stop: cannot stop', [1]]);
    const hanging = setting(() => new Promise(() => undefined));
    hanging.events.emit('uncaughtException', new Error('x'));
    await turn();
    expect(hanging.exits).toEqual([]);
    for (const pass of hanging.timers) pass();
    await turn();
    expect(hanging.exits).toEqual([1]);
  });

  it('does not quote what a parser was given', () => {
    const { events, reported } = setting(async () => undefined);
    const secret = 'hunter22';
    for (const provoke of [() => JSON.parse(secret), () => new RegExp(`(${secret}`)]) {
      try {
        provoke();
      } catch (error) {
        events.emit('uncaughtException', error);
      }
    }
    expect(reported).toEqual(['uncaughtException: SyntaxError', 'uncaughtException: SyntaxError']);
  });
});
