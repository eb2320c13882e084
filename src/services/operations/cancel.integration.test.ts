import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { getDeployment } from '../deployments/list';
import { cancelOperation } from './cancel';
import { openRun, operationRow, queueDeployment, type RunTest, until } from './run.testing';

let test: RunTest;
let lab: RunTest['lab'];
let scope: RunTest['scope'];
let server: RunTest['server'];
const opened: RunTest[] = [];

beforeEach(async () => {
  test = await openRun();
  opened.push(test);
  ({ lab, scope, server } = test);
});
afterAll(() => Promise.all(opened.map(({ lab }) => lab.close())));

const deploy = () => queueDeployment(test);
const row = (uuid: string) => operationRow(test, uuid);

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
