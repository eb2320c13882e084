import { describe, expect, it } from 'vitest';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { removeWorkload } from './remove';
import { startWorkload } from './start';
import { workloadStatus } from './status';
import { stopWorkload } from './stop';

const spec = sampleSpec();
const clock = new VirtualClock();

/** A machine with the sample workload, deployed, and a container of another owner. */
async function deployed() {
  const host = new DoubleHost();
  await host.docker.createContainer({ name: 'foreign', image: 'x', labels: {}, hostConfig: {} });
  await deploy(spec, host);
  return {
    host,
    workload: spec.workload,
    clock,
    proxyContainer: spec.proxy.containerName,
    graceSeconds: 30,
  };
}

describe('a workload', () => {
  it('is taken off the proxy and stopped, and comes back by a start', async () => {
    const place = await deployed();
    expect(await workloadStatus(place)).toBe('running:unknown');
    await stopWorkload(place);
    expect(await workloadStatus(place)).toBe('exited');
    expect(place.host.caddy.upstreamFor('shop.example.com')).toBeNull();
    expect(await startWorkload({ ...place, routing: spec.component.routing })).toBe(true);
    expect(await workloadStatus(place)).toBe('running:unknown');
    expect(place.host.caddy.upstreamFor('shop.example.com')).toBe('app0001-green:8080');
  });

  it('that was never deployed has nothing to start', async () => {
    const place = {
      ...(await deployed()),
      workload: { ...spec.workload, uuid: 'other' },
      routing: spec.component.routing,
    };
    expect(await startWorkload(place)).toBe(false);
  });

  it('is removed without touching what belongs to others', async () => {
    const place = await deployed();
    await removeWorkload({ ...place, removeVolumes: true, removeImages: true, removeNetworks: true });
    expect([...place.host.docker.containers.values()].map(({ name }) => name)).toEqual([
      'foreign',
      'coolify-proxy',
    ]);
    expect([...place.host.docker.images.keys()]).toEqual(['caddy:2']);
    expect(place.host.caddy.upstreamFor('shop.example.com')).toBeNull();
  });

  it('keeps its images when asked, and tells what is still in use', async () => {
    const place = await deployed();
    const flags = { removeVolumes: false, removeNetworks: false };
    await removeWorkload({ ...place, ...flags, removeImages: false });
    expect(place.host.docker.images.size).toBe(2);
    place.host.docker.removeImage = async () => {
      throw new Error('in use');
    };
    await expect(removeWorkload({ ...place, ...flags, removeImages: true })).rejects.toThrow(
      /image app0001:.*in use/,
    );
  });
});
