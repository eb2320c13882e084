import { describe, expect, it } from 'vitest';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { removeApplication } from './remove';
import { startApplication } from './start';
import { applicationStatus } from './status';
import { stopApplication } from './stop';

const spec = sampleSpec();
const clock = new VirtualClock();

/** A machine with the sample application, deployed, and a container of somebody else. */
async function deployed() {
  const host = new DoubleHost();
  await host.docker.createContainer({ name: 'foreign', image: 'x', labels: {}, hostConfig: {} });
  await deploy(spec, host);
  return {
    host,
    instanceId: spec.instanceId,
    applicationUuid: spec.applicationUuid,
    clock,
    proxyContainer: spec.proxy.containerName,
    graceSeconds: 30,
  };
}

describe('an application', () => {
  it('is taken off the proxy and stopped, and comes back by a start', async () => {
    const place = await deployed();
    expect(await applicationStatus(place)).toBe('running:unknown');
    await stopApplication(place);
    expect(await applicationStatus(place)).toBe('exited');
    expect(place.host.caddy.upstreamFor('shop.example.com')).toBeNull();
    expect(await startApplication({ ...place, routing: spec.routing })).toBe(true);
    expect(await applicationStatus(place)).toBe('running:unknown');
    expect(place.host.caddy.upstreamFor('shop.example.com')).toBe('app0001-green:8080');
  });

  it('that was never deployed has nothing to start', async () => {
    const place = { ...(await deployed()), applicationUuid: 'other', routing: spec.routing };
    expect(await startApplication(place)).toBe(false);
  });

  it('is removed without touching what belongs to others', async () => {
    const place = await deployed();
    await removeApplication({ ...place, removeVolumes: true, removeImages: true, removeNetworks: true });
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
    await removeApplication({ ...place, ...flags, removeImages: false });
    expect(place.host.docker.images.size).toBe(2);
    place.host.docker.removeImage = async () => {
      throw new Error('in use');
    };
    await expect(removeApplication({ ...place, ...flags, removeImages: true })).rejects.toThrow(
      /image app0001:.*in use/,
    );
  });
});
