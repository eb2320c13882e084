import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database';
import { createTestDatabase } from '../../db/testing';
import { Secret } from '../../domain/secret';
import type { Host } from '../../engine/server/host';
import { createLogger } from '../../lib/log';
import { recordedHost } from './recorded-host';
import { verifyAuditTrail } from './verify';

const actorUserId = '0b1f7a54-70a1-4b40-8a42-4f0f7f0a2c11';
const organizationId = '7f2c1c1e-3f5b-4a4b-9a57-0d6a0d6f1a11';
const token = 'gnt_pat_0123456789ab_secretsecretsecret';

let database: Database;
let now = new Date('2026-03-01T12:00:00Z');
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  exits = async () => ({ code: 0, stdout: '', stderr: '', droppedBytes: 0 });
});

const clock = { now: () => now, monotonicMs: () => now.getTime(), sleep: async () => undefined };
let exits: () => Promise<{ code: number; stdout: string; stderr: string; droppedBytes: number }>;

/** A machine on which every command takes 250 ms. */
async function taking250ms() {
  now = new Date(now.getTime() + 250);
  return exits();
}

const machine = {
  serverUuid: 'server',
  run: taking250ms,
  jobs: {
    start: async () => undefined,
    follow: async () => ({ ...(await taking250ms()), offset: 0 }),
    kill: async () => undefined,
    remove: async () => undefined,
  },
  docker: { exec: taking250ms },
} as unknown as Host; // only the members that run something

function host(): Host {
  const tools = { database, clock, log: createLogger('silent'), organizationId, actorUserId };
  return recordedHost(tools, '192.0.2.1', machine, { targetType: 'deployment', targetUuid: 'abc' });
}

async function lastRow() {
  const [row] = await database.unscoped.auditLog.findMany({ orderBy: { seq: 'desc' }, take: 1 });
  return row;
}

describe('a command on a machine', () => {
  it('leaves who asked, host, arguments, exit status and time', async () => {
    await host().run({ argv: ['docker', 'version'], deadlineMs: 1 });
    expect(await lastRow()).toMatchObject({
      action: 'server.command',
      via: 'worker',
      organizationId,
      actorUserId,
      targetType: 'deployment',
      targetUuid: 'abc',
      outcome: 'success',
      command: { host: '192.0.2.1', argv: ['docker', 'version'], exit_code: 0, duration_ms: 250 },
    });
    expect(await verifyAuditTrail(database)).toMatchObject({ fault: null });
  });

  it('that fails says how', async () => {
    exits = async () => ({ code: 7, stdout: '', stderr: '', droppedBytes: 0 });
    await host().run({ argv: ['false'], deadlineMs: 1 });
    expect(await lastRow()).toMatchObject({ outcome: 'failed', command: { exit_code: 7 } });
    exits = () => Promise.reject(new Error('connection lost'));
    await expect(host().run({ argv: ['true'], deadlineMs: 1 })).rejects.toThrow('connection lost');
    expect(await lastRow()).toMatchObject({ outcome: 'failed', status: 503, command: { exit_code: null } });
  });

  it('shows no secret that it carries, nor what looks like one', async () => {
    const password = new Secret('hunter2-in-the-environment');
    await host().run({
      argv: ['curl', '-H', `token: ${token}`, 'https://user:pass@example.com/', `p=${password.reveal()}`],
      env: { PASSWORD: password },
      deadlineMs: 1,
    });
    const row = await lastRow();
    expect(row?.command).toMatchObject({
      argv: ['curl', '-H', 'token: <REDACTED>', 'https://<REDACTED>@example.com/', 'p=<REDACTED>'],
    });
  });
});

describe('a job', () => {
  it('leaves its row when it ends', async () => {
    const recorded = host();
    await recorded.jobs.start('build-abc', { argv: ['docker', 'build', '.'], deadlineMs: 1 });
    await recorded.jobs.follow('build-abc', { offset: 0, onOutput: () => undefined, deadlineMs: 1 });
    expect(await lastRow()).toMatchObject({ command: { argv: ['docker', 'build', '.'], exit_code: 0 } });
  });

  it('that another process started is known by its name', async () => {
    await host().jobs.follow('build-abc', { offset: 0, onOutput: () => undefined, deadlineMs: 1 });
    expect(await lastRow()).toMatchObject({ command: { argv: ['build-abc'] } });
  });
});

it('a program in a container leaves a row too', async () => {
  await host().docker.exec('web', ['sh', '-c', 'migrate'], { deadlineMs: 1 });
  expect(await lastRow()).toMatchObject({
    command: { argv: ['docker', 'exec', 'web', 'sh', '-c', 'migrate'] },
  });
});
