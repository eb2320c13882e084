import { describe, expect, it } from 'vitest';
import { deploy, machineWithPrevious, workloadsOn } from '../testing/deploy';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';
import { rolling, stopStart } from './run.testing';

describe('a failing deployment', () => {
  it('undoes in reverse order: route, new container, old container', async () => {
    const spec = stopStart;
    const host = await machineWithPrevious(spec);
    host.caddy.unreachable.add('app0001-blue:8080');
    const journal = new MemoryJournal();
    const result = await deploy(spec, host, journal);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'switch' });
    const order = [
      'The proxy serves the previous version again.',
      'The new container was removed.',
      'shop runs again.',
    ];
    expect(journal.lines.map((line) => line.text).filter((text) => order.includes(text))).toEqual(order);
  });

  it('shows the last lines of the container and leaves the old one serving', async () => {
    const host = await machineWithPrevious(rolling);
    host.docker.onStart = (container) => {
      container.status = 'exited';
      container.exitCode = 3;
    };
    const journal = new MemoryJournal();
    const result = await deploy(rolling, host, journal);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'health' });
    expect(result.reason).toContain('ended with status 3');
    expect(journal.text()).toContain('last words of app0001-dep0001');
    expect(workloadsOn(host)).toEqual(['app0001-dep0000 running']);
  });

  it('fails at the deadline of the whole deployment, naming the step', async () => {
    const spec = sampleSpec({ deadlines: { totalMs: 1_000 } });
    const host = await machineWithPrevious(sampleSpec());
    host.httpStatus = 500;
    const result = await deploy(spec, host, new MemoryJournal());
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'health' });
    expect(result.reason).toContain('dynamic_timeout');
  });

  it('fails at the deadline of a step, naming it, and leaves the old one serving', async () => {
    const host = await machineWithPrevious(sampleSpec());
    host.before = (what) => (what.startsWith('df') ? new Promise(() => undefined) : undefined);
    expect(await deploy(sampleSpec(), host, new MemoryJournal())).toMatchObject({
      outcome: 'failed',
      failedStep: 'preflight',
      reason: '"Check the server" took longer than 60 s.',
    });
    expect(workloadsOn(host)).toEqual(['app0001-dep0000 running']);
  });

  it('never stops the old container for one that Docker refuses to create', async () => {
    const host = await machineWithPrevious(stopStart);
    const stopped: string[] = [];
    const stop = host.docker.stopContainer.bind(host.docker);
    host.docker.stopContainer = async (id) => {
      stopped.push(id);
      await stop(id);
    };
    host.docker.createContainer = () =>
      Promise.reject(new Error('Minimum memoryswap limit should be larger than memory limit'));
    const result = await deploy(stopStart, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'create' });
    expect(result.reason).toContain('memoryswap');
    expect([stopped, workloadsOn(host)]).toEqual([[], ['shop running']]);
  });

  it('brings the old container back when Docker refuses to start the new one', async () => {
    const host = await machineWithPrevious(stopStart);
    const start = host.docker.startContainer.bind(host.docker);
    host.docker.startContainer = async (id) => {
      const isNew = (await host.docker.inspectContainer(id))?.labels['gantry.deployment'] === 'dep0001';
      if (isNew) throw new Error('error mounting "/data": not a directory');
      await start(id);
    };
    const result = await deploy(stopStart, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'start' });
    expect(workloadsOn(host)).toEqual(['shop running']);
  });

  it('leaves a container of another owner alone that has the fixed name', async () => {
    const host = await machineWithPrevious(rolling);
    await host.docker.createContainer({ name: 'shop', image: 'x', labels: {}, hostConfig: {} });
    const result = await deploy(stopStart, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'create' });
    expect(result.reason).toContain('another container named shop');
    expect(workloadsOn(host)).toEqual(['app0001-dep0000 running']);
  });

  it('tells what it could not undo', async () => {
    const host = await machineWithPrevious(rolling);
    host.httpStatus = 500;
    host.docker.removeContainer = async () => {
      throw new Error('the server is gone');
    };
    const result = await deploy(rolling, host, new MemoryJournal());
    expect(result.leftovers).toBe('Create the new container: the server is gone');
  });
});
