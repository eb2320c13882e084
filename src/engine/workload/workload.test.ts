import { expect, it } from 'vitest';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';
import { workloadContainers } from './containers';
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
  expect(await stopContainers(place, 30)).toHaveLength(1);
  expect(statusOf(await workloadContainers(place))).toBe('exited');
  expect(await stopContainers(place, 30)).toEqual([]);
  expect(await removeContainers(place, 30)).toHaveLength(1);
  expect([...host.docker.containers.values()].map(({ name }) => name)).toEqual(['foreign', 'coolify-proxy']);
});
