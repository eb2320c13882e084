import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openRun, operationRow, queueDeployment, type RunTest, until } from './run.testing';

let test: RunTest;
let lab: RunTest['lab'];
let scope: RunTest['scope'];
let server: RunTest['server'];
let application: RunTest['application'];
const opened: RunTest[] = [];

beforeEach(async () => {
  test = await openRun();
  opened.push(test);
  ({ lab, scope, server, application } = test);
});
afterAll(() => Promise.all(opened.map(({ lab }) => lab.close())));

const deploy = () => queueDeployment(test);
const row = (uuid: string) => operationRow(test, uuid);
const app = () => lab.database.unscoped.workload.findUniqueOrThrow({ where: { id: application.id } });

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
