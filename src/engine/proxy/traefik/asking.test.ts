import { describe, expect, it } from 'vitest';
import { parsePeers } from '../../server/listening-ports';
import { machineWithPrevious } from '../../testing/deploy';
import { sampleSpec } from '../../testing/sample-spec';
import { VirtualClock } from '../../testing/virtual-clock';
import { certificateFailures } from './certificates';
import { countConnections } from './connections';
import { parseAnswer } from './inside';
import { retryCertificates } from './retry-certificates';

const spec = sampleSpec({
  proxy: { kind: 'traefik', containerName: 'coolify-proxy', image: 'traefik:v3.7' },
});
const machine = async () => {
  const host = await machineWithPrevious(spec);
  const clock = new VirtualClock();
  const access = {
    host,
    clock,
    instanceId: 'gantry1',
    program: 'traefik',
    containerName: 'coolify-proxy',
  } as const;
  return { host, clock, access };
};

describe('an answer of Traefik', () => {
  it('is read as curl shows it', () => {
    expect(
      parseAnswer('HTTP/1.1 502 Bad Gateway\r\nX-Gantry-Upstream: a-blue:80\r\n\r\nBad\r\n\r\nGateway'),
    ).toEqual({
      status: 502,
      headers: { 'x-gantry-upstream': 'a-blue:80' },
      body: 'Bad\r\n\r\nGateway',
    });
    expect(() => parseAnswer('')).toThrow('did not respond');
  });
});

describe('connections of the proxy', () => {
  it('are read from the tables of the kernel', () => {
    const table = `  sl  local_address rem_address   st
   0: 020011AC:C350 030011AC:1F90 01 00000000:00000000
   1: 020011AC:C351 030011AC:1F90 08 00000000:00000000
   2: 0000000000000000FFFF0000020011AC:C352 0000000000000000FFFF0000040011AC:0050 01 0
   3: 020011AC:0050 00000000:0000 0A 0`;
    expect(parsePeers(table)).toEqual(['172.17.0.3:8080', '172.17.0.4:80']);
  });

  it('to an upstream are those to the addresses of its container', async () => {
    const { host, access } = await machine();
    const state = await host.docker.inspectContainer('app0001-dep0000');
    const [{ ipAddress } = { ipAddress: '' }] = Object.values(state?.networks ?? {});
    const hex = ipAddress
      .split('.')
      .reverse()
      .map((part) => Number(part).toString(16).padStart(2, '0'));
    const line = `1: 020011AC:C350 ${hex.join('').toUpperCase()}:1F90 01 0\n`;
    host.answers.push(['cat /proc/', { stdout: line + line }]);
    const slot = state?.labels['gantry.slot'];
    expect(await countConnections(access, [`app0001-${slot}:8080`])).toBe(2);
    expect(await countConnections(access, [`app0001-${slot}:9000`, 'app0002-blue:8080'])).toBe(0);
  });
});

describe('certificates that Traefik did not get', () => {
  const line = (domains: string[], error: string, time: string) => ({
    text: JSON.stringify({
      level: 'error',
      domains,
      error,
      time,
      message: 'Unable to obtain ACME certificate for domains',
    }),
  });

  it('are found in its log, the newest of each domain', () => {
    const failures = certificateFailures([
      { text: 'ACME' },
      line(['a.example'], 'old', '2026-01-01T00:00:00Z'),
      line(
        ['a.example'],
        'unable to generate a certificate for the domains [a.example]: no DNS',
        '2026-01-02T00:00:00+01:00',
      ),
    ]);
    expect([...failures]).toEqual([
      ['a.example', { message: 'no DNS', at: new Date('2026-01-01T23:00:00Z') }],
    ]);
  });

  it('are asked for again after pauses that grow, until there is none', async () => {
    const { host, clock, access } = await machine();
    const file = () => host.files.get('/var/lib/gantry/proxy/gantry1/traefik/routes/_attempt.yml');
    const failed = (minutesAgo: number) =>
      new Map([['a.example', { message: 'x', at: new Date(clock.now().getTime() - minutesAgo * 60_000) }]]);
    await retryCertificates(access, failed(4));
    expect(file()).toBeUndefined();
    await retryCertificates(access, failed(6));
    const first = file();
    expect(first).toBeDefined();
    await retryCertificates(access, failed(6));
    expect(file()).toBe(first);
    await retryCertificates(access, failed(11));
    expect(file()).not.toBe(first);
    await retryCertificates(access, new Map());
    expect(file()).toBeUndefined();
  });
});
