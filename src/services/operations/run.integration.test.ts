import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../context';
import { getDeployment } from '../deployments/list';
import { startDeployment } from '../deployments/start';
import { cancelOperation } from './cancel';
import { type DeploymentLab, openDeploymentLab } from './testing';

let lab: DeploymentLab;
let scope: Scope;
let server: { id: number; uuid: string };
let application: { id: number; uuid: string };
const opened: DeploymentLab[] = [];

beforeEach(async () => {
  lab = await openDeploymentLab();
  opened.push(lab);
  scope = await lab.addOrganization();
  server = await lab.addServer(scope);
  application = await lab.addApplication(scope, server);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const deploy = async (kind: 'deploy' | 'restart' = 'deploy') =>
  (await startDeployment(scope, { applicationUuid: application.uuid, kind, force: true })).uuid;
const row = (uuid: string) =>
  lab.database.unscoped.operation.findUniqueOrThrow({
    where: { uuid },
    include: { deployment: true, steps: true, logs: true },
  });
const app = () => lab.database.unscoped.workload.findUniqueOrThrow({ where: { id: application.id } });

/** Wait for the next effect of background work, in real time. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not happen.');
}

describe('runOperation', () => {
  it('ends with state, journal, log, release and the state of the application', async () => {
    const uuid = await deploy();
    await lab.runNext(server);
    const ended = await row(uuid);
    expect(ended).toMatchObject({ status: 'finished', leaseHolder: null, reason: null, failedStep: null });
    expect(ended.finishedAt).not.toBeNull();
    expect(ended.steps.map(({ stepId, state }) => [stepId, state])).toEqual(
      ['prepare-network', 'image', 'start', 'switch', 'clean'].map((id) => [id, 'done']),
    );
    expect(ended.logs.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(await lab.database.unscoped.release.findMany()).toMatchObject([
      { deploymentUuid: uuid, image: 'app:1', digest: 'sha256:1', containerName: 'app-1', isCurrent: true },
    ]);
    expect(await app()).toMatchObject({
      status: 'running:unknown',
      configHash: ended.deployment?.configHash,
    });
  });

  it('makes the newest release the current one', async () => {
    await deploy();
    await lab.runNext(server);
    const second = await deploy();
    await lab.runNext(server);
    const releases = await lab.database.unscoped.release.findMany({ where: { isCurrent: true } });
    expect(releases.map(({ deploymentUuid }) => deploymentUuid)).toEqual([second]);
  });

  it('fails with step and reason, and leaves the release and the application as they were', async () => {
    await deploy();
    await lab.runNext(server);
    lab.engine.failAt = 'start';
    const uuid = await deploy();
    await lab.runNext(server);
    expect(await row(uuid)).toMatchObject({
      status: 'failed',
      failedStep: 'start',
      reason: 'it broke',
      leaseHolder: null,
    });
    expect(lab.engine.undone).toEqual([uuid]);
    expect((await app()).status).toBe('running:unknown');
  });

  it('fails before its first step when a variable refers to nothing, and names it', async () => {
    await lab.database.unscoped.environmentVariable.create({
      data: {
        uuid: 'variable-of-the-test-000',
        organizationId: scope.organizationId,
        workloadId: application.id,
        key: 'DATABASE',
        valueSealed: lab.database.sealer.seal('x{{team.MISSING}}', 'environment_variables.value'),
      },
    });
    const uuid = await deploy();
    await lab.runNext(server);
    const { status, reason, logs } = await row(uuid);
    expect(status).toBe('failed');
    expect(logs.map(({ text }) => text)).toEqual([reason]);
    expect(reason).toMatch(/DATABASE refers to \{\{team\.MISSING\}\}/);
    expect(lab.engine.begun).toEqual([]);
  });
});

describe('cancelling', () => {
  it('ends one that waits at once', async () => {
    const uuid = await deploy();
    await cancelOperation(scope, uuid);
    expect(await row(uuid)).toMatchObject({ status: 'cancelled', reason: 'cancelled by user' });
    expect(await lab.claim(server)).toBeNull();
  });

  it('stops one that runs, undoes it and gives its place up', async () => {
    const uuid = await deploy();
    lab.engine.hold('image');
    const run = lab.runNext(server);
    await until(() => lab.engine.begun.includes('image'));
    await cancelOperation(scope, uuid);
    expect((await row(uuid)).status).toBe('cancelled');
    await run;
    expect(lab.engine.undone).toEqual([uuid]);
    expect(await row(uuid)).toMatchObject({
      status: 'cancelled',
      leaseHolder: null,
      reason: 'cancelled by user',
    });
    expect(await lab.database.unscoped.release.count()).toBe(0);
  });

  it('reaches one whose worker died: the next worker only undoes it', async () => {
    const uuid = await deploy();
    await lab.claim(server, 'dead');
    await cancelOperation(scope, uuid);
    await lab.pass(31_000);
    await lab.runNext(server, 'process-b');
    expect(lab.engine.begun).toEqual([]);
    expect(lab.engine.undone).toEqual([uuid]);
    expect(await row(uuid)).toMatchObject({ status: 'cancelled', leaseHolder: null });
  });

  it('is refused from the irrevocable step on', async () => {
    const uuid = await deploy();
    lab.engine.hold('switch');
    const run = lab.runNext(server);
    await until(() => lab.engine.begun.includes('switch'));
    await expect(cancelOperation(scope, uuid)).rejects.toMatchObject({
      code: 'bad_request',
      message: 'Deployment cannot be cancelled. Current status: in_progress',
    });
    lab.engine.release('switch');
    await run;
    expect((await row(uuid)).status).toBe('finished');
  });

  it('turns the run around when the cancel comes just before the irrevocable step', async () => {
    const uuid = await deploy();
    lab.engine.hold('start');
    const run = lab.runNext(server);
    await until(() => lab.engine.begun.includes('start'));
    // The notice is lost; only the row shows it.
    await lab.database.unscoped.operation.update({ where: { uuid }, data: { status: 'cancelled' } });
    lab.engine.release('start');
    await run;
    expect(lab.engine.begun).not.toContain('switch');
    expect(lab.engine.undone).toEqual([uuid]);
    expect(await row(uuid)).toMatchObject({ status: 'cancelled', leaseHolder: null });
  });

  it.each(['finished', 'failed', 'cancelled'] as const)('is refused for one that is %s', async (status) => {
    const uuid = await deploy();
    await lab.database.unscoped.operation.update({ where: { uuid }, data: { status } });
    await expect(cancelOperation(scope, uuid)).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringMatching(
        new RegExp(`cannot be cancelled.*${status === 'cancelled' ? 'cancelled-by-user' : status}`),
      ),
    });
  });

  it('of another organization is not found', async () => {
    const uuid = await deploy();
    const stranger = await lab.addOrganization();
    await expect(cancelOperation(stranger, uuid)).rejects.toMatchObject({
      message: 'Deployment not found.',
    });
  });
});

describe('losing the worker', () => {
  it('resumes at the first unfinished step and keeps the log in order', async () => {
    const uuid = await deploy();
    lab.engine.hold('start');
    const stopping = new AbortController();
    const run = lab.run((await lab.claim(server))!, stopping.signal);
    await until(() => lab.engine.begun.includes('start'));
    stopping.abort();
    await run;
    expect(await row(uuid)).toMatchObject({ status: 'in_progress', attempts: 0 });
    lab.engine.release('start');
    await lab.runNext(server, 'process-b');
    expect(lab.engine.begun).toEqual(['prepare-network', 'image', 'start', 'start', 'switch', 'clean']);
    const ended = await row(uuid);
    expect(ended.status).toBe('finished');
    expect(ended.logs.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(lab.engine.undone).toEqual([]);
  });

  it('fences: after the lease went to another worker, the first one writes nothing more', async () => {
    const uuid = await deploy();
    lab.engine.hold('start');
    const first = lab.run((await lab.claim(server, 'process-a'))!);
    await until(() => lab.engine.begun.includes('start'));
    // As if the first process had been frozen: its renewals did not happen.
    await lab.database.unscoped.operation.update({ where: { uuid }, data: { leaseUntil: new Date(0) } });
    const second = (await lab.claim(server, 'process-b'))!;
    lab.engine.release('start');
    await first;
    const between = await row(uuid);
    expect(between).toMatchObject({ status: 'in_progress', leaseHolder: second.leaseHolder });
    expect(between.steps.find(({ stepId }) => stepId === 'start')?.state).toBe('running');
    expect(lab.engine.undone).toEqual([]);
    await lab.run(second);
    expect((await row(uuid)).status).toBe('finished');
    expect(await lab.database.unscoped.release.count()).toBe(1);
  });

  it('keeps the lease while it runs', async () => {
    const uuid = await deploy();
    lab.engine.hold('start');
    const run = lab.runNext(server);
    await until(() => lab.engine.begun.includes('start'));
    for (let renewals = 0; renewals < 4; renewals++) {
      const before = (await row(uuid)).leaseUntil;
      lab.clock.advance(10_000);
      await until(async () => Number((await row(uuid)).leaseUntil) > Number(before));
    }
    expect(await lab.claim(server, 'process-b')).toBeNull();
    lab.engine.release('start');
    await run;
    expect((await row(uuid)).status).toBe('finished');
  });

  it('gives up after too many interruptions: undone, failed, with the reason', async () => {
    const uuid = await deploy();
    for (let attempt = 1; attempt <= 5; attempt++) {
      await lab.claim(server, `process-${attempt}`);
      await lab.pass(31_000);
    }
    await lab.runNext(server, 'process-6');
    expect(await row(uuid)).toMatchObject({
      status: 'failed',
      reason: 'It was interrupted 5 times, so Gantry gave up.',
      leaseHolder: null,
    });
    expect(lab.engine.undone).toEqual([uuid]);
  });
});

describe('what is changed while a deployment runs', () => {
  it('does not change what another worker goes on with', async () => {
    const { unscoped: db, sealer } = lab.database;
    await db.environmentVariable.create({
      data: {
        uuid: 'variable-of-the-test-001',
        organizationId: scope.organizationId,
        workloadId: application.id,
        key: 'TOKEN',
        valueSealed: sealer.seal('first-token', 'environment_variables.value'),
      },
    });
    const uuid = await deploy();
    lab.engine.hold('start');
    const stopping = new AbortController();
    const run = lab.run((await lab.claim(server))!, stopping.signal);
    await until(() => lab.engine.begun.includes('start'));
    stopping.abort();
    await run;
    const { sealed } = await db.operationSpecification.findFirstOrThrow();
    expect(Buffer.from(sealed).includes('first-token')).toBe(false);
    await db.environmentVariable.updateMany({
      data: { valueSealed: sealer.seal('second-token', 'environment_variables.value') },
    });
    await db.workload.update({
      where: { id: application.id },
      data: {
        name: 'renamed',
        application: {
          update: { customInternalName: 'renamed', fqdn: 'http://other.example.com', portsExposes: '81' },
        },
      },
    });
    await db.destination.updateMany({ data: { network: 'other' } });
    lab.engine.release('start');
    await lab.runNext(server, 'process-b');
    const [before, after] = lab.engine.specs;
    expect(after).toEqual(before);
    expect(after?.component.container).toMatchObject({
      fixedName: null,
      network: expect.stringMatching(/^coolify-[a-z0-9]{24}$/),
      portsExposes: [],
    });
    expect(after?.component.environment.runtime.map(([key, value]) => [key, value.reveal()])).toEqual([
      ['TOKEN', 'first-token'],
    ]);
    expect((await row(uuid)).status).toBe('finished');
    expect(await db.operationSpecification.count()).toBe(0);
  });
});

describe('an undo that waits for its machine', () => {
  const undoing = async () => {
    lab.engine.failAt = 'start';
    lab.engine.isUndoDelayed = true;
    const uuid = await deploy();
    const stopping = new AbortController();
    const run = lab.run((await lab.claim(server))!, stopping.signal);
    await until(async () => (await row(uuid)).undoProblem !== null);
    return { uuid, run, stopping };
  };

  it('keeps the deployment open, is not cancelled, and ends where another worker goes on', async () => {
    const { uuid, run, stopping } = await undoing();
    expect(await row(uuid)).toMatchObject({ status: 'in_progress', undoAttempts: 1, failedStep: null });
    expect(await getDeployment(scope, uuid, false)).toMatchObject({
      undoingSince: expect.any(Date),
      undoAttempts: 1,
      undoProblem: 'the machine is away',
      undoRetryAt: expect.any(Date),
    });
    await expect(cancelOperation(scope, uuid)).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('is being undone'),
    });
    const next = await deploy();
    expect(await lab.claim(server, 'process-c')).toBeNull();
    stopping.abort();
    await run;
    expect(await row(uuid)).toMatchObject({ status: 'in_progress', attempts: 0 });
    lab.engine.isUndoDelayed = false;
    await lab.runNext(server, 'process-b');
    expect(await row(uuid)).toMatchObject({
      status: 'failed',
      failedStep: 'start',
      undoProblem: null,
      leaseHolder: null,
    });
    lab.engine.failAt = null;
    await lab.runNext(server, 'process-b');
    expect((await row(next)).status).toBe('finished');
  });
});
