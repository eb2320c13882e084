import { describe, expect, it } from 'vitest';
import type { TaskSpec } from '../../domain/workload/task-spec';
import { ofWorkload } from '../component/labels';
import { renderPlan } from '../plan/render';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { runOn } from '../testing/run-plan';
import { sampleDatabase } from '../testing/sample-database';
import { taskPlan } from './task';

const { operationUuid, workload } = sampleDatabase('postgresql');
const spec: TaskSpec = {
  operationUuid,
  workload,
  name: 'Clean up',
  command: 'rake clean; id',
  container: 'web',
  timeoutMs: 300_000,
  secrets: [],
};

/** Make a machine on which the container of the task runs. */
async function hostWithWeb(): Promise<DoubleHost> {
  const host = new DoubleHost();
  const labels = ofWorkload(workload);
  await host.docker.createContainer({ name: 'web', image: 'nginx', labels, hostConfig: {} });
  await host.docker.startContainer('web');
  return host;
}

describe('the plan of a task', () => {
  it('changes nothing, and has no command on the server', () =>
    expect(
      renderPlan(taskPlan(spec)).map(({ id, actions }) => [
        id,
        ...actions.map(({ text, argv }) => [text, argv]),
      ]),
    ).toEqual([
      ['server', ['check that Docker responds', null]],
      ['container', ['find the running container of web', null]],
      ['run', ['run the command in it, for at most 300 s', null]],
      ['status', ['check that the command ended with status 0', null]],
    ]));

  it('runs its command once, also when the worker dies while it runs', async () => {
    const host = await hostWithWeb();
    const journal = new MemoryJournal();
    // The command ends, but its end cannot be journalled.
    host.docker.onExec = () => {
      journal.killAfter(0);
      return 0;
    };
    const plan = taskPlan(spec);
    await expect(runOn(host, plan, { journal })).rejects.toThrow('journal');
    journal.revive();
    expect(await runOn(host, plan, { journal })).toMatchObject({
      outcome: 'failed',
      failedStep: 'run',
      reason: expect.stringContaining('not run again'),
    });
    expect(host.docker.execs).toEqual([['web', 'sh', '-c', 'rake clean; id']]);
  });

  it('ends, and runs its command once at most, wherever the worker is killed', async () => {
    const calm = new MemoryJournal();
    await runOn(await hostWithWeb(), taskPlan(spec), { journal: calm });
    for (let writes = 0; writes < calm.writes; writes++) {
      const host = await hostWithWeb();
      const journal = new MemoryJournal();
      journal.killAfter(writes);
      await expect(runOn(host, taskPlan(spec), { journal })).rejects.toThrow('journal');
      journal.revive();
      const { outcome, reason } = await runOn(host, taskPlan(spec), { journal });
      expect(host.docker.execs.length).toBeLessThanOrEqual(1);
      // Either the end of the command is known, or the task says that it is not.
      if (outcome === 'finished') expect(host.docker.execs).toHaveLength(1);
      else expect([writes, reason]).toEqual([writes, expect.stringContaining('not run again')]);
    }
  });

  it('keeps the status and the output of a command that fails', async () => {
    const host = await hostWithWeb();
    host.docker.execCode = 2;
    expect(await runOn(host, taskPlan(spec))).toMatchObject({
      outcome: 'failed',
      failedStep: 'status',
      facts: { task: { exitCode: 2, output: 'from inside' } },
    });
  });
});
