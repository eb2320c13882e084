import { expect, it } from 'vitest';
import { dockerLabel } from '../../domain/docker-label';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';
import { workloadContainers } from './containers';
import { graceSecondsOf } from './grace';
import { removeContainers } from './remove';
import { statusOf } from './status';
import { stopContainers } from './stop';

it('a workload is stopped and removed without touching what belongs to others', async () => {
  const spec = sampleSpec();
  const host = new DoubleHost();
  await host.docker.createContainer({ name: 'foreign', image: 'x', labels: {}, hostConfig: {} });
  await deploy(spec, host);
  const place = { host, workload: spec.workload };
  expect(statusOf(await workloadContainers(place))).toBe('running:unknown');
  expect(await stopContainers(place, { graceSeconds: 30 })).toHaveLength(1);
  expect(statusOf(await workloadContainers(place))).toBe('exited');
  expect(await stopContainers(place, { graceSeconds: 30 })).toEqual([]);
  expect(await removeContainers(place, { graceSeconds: 30 })).toHaveLength(1);
  expect([...host.docker.containers.values()].map(({ name }) => name)).toEqual(['foreign', 'coolify-proxy']);
});

it('a component that has its own time to stop gets that, every other one that of the workload', () => {
  const grace = { graceSeconds: 30, graceOf: { db: 120, [MAIN_COMPONENT]: 5 } };
  const secondsOf = (component: string) =>
    graceSecondsOf({ labels: { [dockerLabel.component]: component } }, grace);
  expect([secondsOf('db'), secondsOf('web'), secondsOf('constructor')]).toEqual([120, 30, 30]);
  expect(graceSecondsOf({ labels: {} }, grace)).toBe(5);
  expect(graceSecondsOf({ labels: {} }, { graceSeconds: 30 })).toBe(30);
});
