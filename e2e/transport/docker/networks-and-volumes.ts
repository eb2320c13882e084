import { expect, it } from 'vitest';
import { type Engine, labels, network, web } from './engine';

/** What containers are connected to, and what is mounted into them. */
export function testNetworksAndVolumes({ docker }: Engine): void {
  it('connects networks and keeps volumes', async () => {
    await docker().createContainer(web('member'));
    const second = { labels: {}, subnet: '10.213.255.0/26' };
    await docker().createNetwork(`${network}-2`, second);
    await docker().connectNetwork(`${network}-2`, 'member', ['other']);
    await docker().connectNetwork(`${network}-2`, 'member', ['other']);
    expect(Object.keys((await docker().inspectContainer('member'))?.networks ?? {})).toHaveLength(2);
    expect((await docker().inspectContainer('member'))?.networks[`${network}-2`]?.aliases).toContain('other');
    const [member] = await docker().listContainers(labels, true);
    expect(member?.networks).toEqual(expect.arrayContaining([network, `${network}-2`]));
    await docker().disconnectNetwork(`${network}-2`, 'member');
    await docker().disconnectNetwork(`${network}-2`, 'member');
    expect(Object.keys((await docker().inspectContainer('member'))?.networks ?? {})).toEqual([network]);
    expect(await docker().inspectNetwork(`${network}-2`)).toMatchObject({ subnets: [second.subnet] });
    expect(await docker().inspectNetwork('no-such-network')).toBeNull();
    await docker().removeContainer('member', { force: true, volumes: true });
    await docker().removeNetwork(`${network}-2`);
    await docker().ensureVolume('transport-volume', labels);
    await docker().ensureVolume('transport-volume', labels);
    expect(await docker().listVolumes(labels)).toEqual([{ name: 'transport-volume', labels }]);
    const Mounts = [{ Type: 'volume', Source: 'transport-volume', Target: '/kept' }];
    const mounting = await docker().createContainer(web('mounting', { hostConfig: { Mounts } }));
    expect(await docker().listVolumes(labels, { isUnattached: true })).toEqual([]);
    expect(await docker().containerBytes(mounting)).toBeGreaterThanOrEqual(0);
    await docker().removeContainer('mounting', { force: true, volumes: false });
    expect(await docker().containerBytes(mounting)).toBeNull();
    expect(await docker().listVolumes(labels, { isUnattached: true })).toHaveLength(1);
    await docker().removeVolume('transport-volume');
    await docker().removeVolume('transport-volume');
    expect(await docker().listVolumes(labels)).toEqual([]);
  });
}
