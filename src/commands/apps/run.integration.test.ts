// `gantry apps run` when it is interrupted, against a running Gantry whose server is a double.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Permission } from '../../domain/permission/vocabulary';
import { type MachineTest, startMachineTest } from '../../services/applications/machine.testing';
import { insertKey } from '../../services/tokens/insert';
import type { DockerApi } from '../../transport/docker/api';
import { testTerminal } from '../terminal.testing';

let test: MachineTest;
let uuid: string;
const ended = new AbortController();
let working: Promise<void>;
/** Interrupts the command line, as soon as the command runs in the container. */
let interrupt: () => void;
/** Whether the command in the container was ended. */
let isEnded: boolean;

beforeAll(async () => {
  test = await startMachineTest();
  await test.setServer({ state: 'usable', hostKey: 'AAAA' });
  uuid = await test.addApplication({ name: 'shop' });
  await test.addContainer('shop', uuid);
  const docker: DockerApi = test.host.docker;
  docker.exec = async (_name, _argv, { signal, onOutput }) => {
    await onOutput?.({ stream: 'stdout', text: 'working\n' });
    interrupt();
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    isEnded = true;
    throw signal?.reason;
  };
  working = test.keepWorking(ended.signal);
});

afterAll(async () => {
  ended.abort();
  await working;
  await test?.server.stop();
});

/** Run a command with these permissions, and interrupt it. */
async function interrupted(scopes: readonly Permission[]) {
  const { owner, database, url } = test.server;
  const { userId, organizationId } = owner;
  const record = { userId, organizationId, scopes, abilities: [], name: crypto.randomUUID() };
  const key = await insertKey(
    { db: database.unscoped },
    { ...record, createdByKeyId: null, expiresAt: null },
  );
  isEnded = false;
  const env = { GANTRY_URL: url, GANTRY_TOKEN: key.token.gantry.reveal() };
  const onInterrupt = (work: () => void) => {
    interrupt = work;
  };
  const { out, err, code } = await testTerminal({ env, onInterrupt }).run([
    'apps',
    'run',
    '--app',
    'shop',
    '--',
    'x',
  ]);
  const run = await database.unscoped.operation.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return { out, err, code, run: run.uuid, status: run.status };
}

it('cancels the command on the server, and ends as a program that was interrupted', async () => {
  expect(
    await interrupted(['application:read', 'application:exec', 'deployment:read', 'deployment:cancel']),
  ).toMatchObject({
    code: 130,
    err: 'Cancelling the command. Press Ctrl-C again to exit immediately.\n',
    status: 'cancelled',
  });
  expect(isEnded).toBe(true);
});

it('says that the command runs on where the token may not cancel it', async () => {
  const left = await interrupted(['application:read', 'application:exec', 'deployment:read']);
  expect(left).toMatchObject({
    code: 130,
    err: expect.stringContaining('The command could not be cancelled and is still running.\n'),
    status: 'in_progress',
  });
  expect(isEnded).toBe(false);
  await test.call('POST', `/deployments/${left.run}/cancel`);
  await expect.poll(() => isEnded).toBe(true);
});
