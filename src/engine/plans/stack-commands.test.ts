import { describe, expect, it } from 'vitest';
import type { StackSpec } from '../../domain/workload/stack-spec';
import { workloadsOn } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { runOn } from '../testing/run-plan';
import { sampleSpec } from '../testing/sample-spec';
import { stackPlan } from './stack';

const { workload, component: sample, proxy } = sampleSpec({ workload: { uuid: 'app1' } });

function stack(operationUuid: string, commands: Partial<StackSpec>, version = '1'): StackSpec {
  const components = ['db', 'web'].map((name) => ({
    spec: {
      ...sample,
      name,
      key: `app1-${name}`,
      image: `${name}:1`,
      container: { ...sample.container, fixedName: `${name}-app1`, portsMappings: [], mounts: [] },
      files: [],
      routing: null,
      replace: 'stop-start' as const,
      configHash: name === 'web' ? `web ${version}` : 'db',
    },
    pull: 'missing' as const,
    exposes: [],
    force: false,
    sharesWith: [],
  }));
  return {
    operationUuid,
    workload,
    components,
    networks: [{ name: 'app1', environment: null, workload: 'app1', pool: '10.213.0.0/16' }],
    proxy,
    isWhole: true,
    deadlines: { totalMs: 3_600_000 },
    ...commands,
  };
}

const commands = {
  preDeployment: { component: 'db', command: 'dump; true' },
  postDeployment: { component: 'web', command: 'warm up' },
};

describe('the commands of an application from a compose file', () => {
  it('run before anything is replaced and after everything was, in the components that are named', async () => {
    const host = new DoubleHost();
    await runOn(host, stackPlan(stack('op1', {})));
    const before = host.docker.created.length;
    let createdThen = -1;
    host.docker.onExec = (argv) => {
      if (argv.includes('dump; true')) createdThen = host.docker.created.length;
      return 0;
    };
    expect(await runOn(host, stackPlan(stack('op2', commands, '2')))).toMatchObject({ outcome: 'finished' });
    expect(createdThen).toBe(before);
    expect(host.docker.execs.filter(([, shell]) => shell === 'sh')).toEqual([
      ['db-app1', 'sh', '-c', 'dump; true'],
      ['web-app1', 'sh', '-c', 'warm up'],
    ]);
  });

  it('run in what was left as it is', async () => {
    const host = new DoubleHost();
    await runOn(host, stackPlan(stack('op1', {})));
    const before = host.docker.created.length;
    expect(await runOn(host, stackPlan(stack('op2', commands)))).toMatchObject({ outcome: 'finished' });
    expect(host.docker.created).toHaveLength(before);
    expect(host.docker.execs.filter(([, shell]) => shell === 'sh')).toHaveLength(2);
  });

  it('stop the release where the one before fails, and not where nothing runs yet', async () => {
    const host = new DoubleHost();
    host.docker.onExec = (argv) => (argv.includes('dump; true') ? 3 : 0);
    expect(await runOn(host, stackPlan(stack('op1', commands)))).toMatchObject({ outcome: 'finished' });
    const running = workloadsOn(host).sort();
    const created = host.docker.created.length;
    const failed = await runOn(host, stackPlan(stack('op2', commands, '2')));
    expect(failed).toMatchObject({ outcome: 'failed', failedStep: 'db:pre-deployment' });
    expect(workloadsOn(host).sort()).toEqual(running);
    expect(host.docker.created).toHaveLength(created);
  });

  it('only warn where the one after fails', async () => {
    const host = new DoubleHost();
    host.docker.onExec = (argv) => (argv.includes('warm up') ? 1 : 0);
    expect(await runOn(host, stackPlan(stack('op1', commands)))).toMatchObject({ outcome: 'finished' });
  });
});
