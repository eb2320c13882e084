import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { prepareMachine } from './prepare-machine';
import { storedSteps, ValidationRecord } from './validation-steps';

let test: MachineTest;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(() => test.renew());
afterAll(() => test.server.stop());

/** Run the last part of a validation; return its step about the proxy, and the logs. */
async function proxyStep() {
  const server = await test.server.database.unscoped.server.findFirstOrThrow({
    include: { privateKey: true },
  });
  const record = new ValidationRecord(test.scope(), server);
  await prepareMachine(test.scope(), { ...server, proxyKind: 'caddy' }, test.host, record);
  const { id } = server;
  const row = await test.server.database.unscoped.server.findUniqueOrThrow({ where: { id } });
  return { step: storedSteps(row).find((step) => step.id === 'proxy'), logs: record.logs() };
}

describe('the validation of a server', () => {
  it('warns of a proxy that closes WebSockets with every change, and says what to do', async () => {
    test.host.docker.caddyVersion = '2.6.2';
    const { step, logs } = await proxyStep();
    expect(step).toMatchObject({ state: 'warned', fix: expect.stringContaining('older than 2.7') });
    expect(logs).toContain('docker pull caddy:2');
  });

  it('has nothing to say about a newer one', async () => {
    await test.addContainer('other', 'x'); // the proxy gets another id than before
    test.host.docker.caddyVersion = 'v2.8.4 h1:abc';
    expect(await proxyStep()).toMatchObject({ step: { state: 'passed', fix: null }, logs: null });
  });
});
