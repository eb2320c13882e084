import { describe, expect, it } from 'vitest';
import { DoubleHost } from '../../testing/double-host';
import { VirtualClock } from '../../testing/virtual-clock';
import { CaddyAdmin } from './admin';
import type { CaddyServers } from './types';

const addServer = (name: string) => (servers: CaddyServers) => ({
  ...servers,
  [name]: { listen: [], routes: [] },
});

describe('a change of the servers', () => {
  it('is computed again when another writer came in between, and both changes stay', async () => {
    const host = new DoubleHost();
    const admin = new CaddyAdmin(host, 'gantry1', new VirtualClock());
    let others = 0;
    host.caddy.beforeWrite = () => {
      if (others++ > 0) return;
      host.caddy.servers = addServer('other')(host.caddy.servers);
      host.caddy.reloads++;
    };
    await admin.changeServers(addServer('mine'));
    expect(Object.keys(host.caddy.servers)).toEqual(expect.arrayContaining(['mine', 'other']));
    expect(others).toBe(2);
  });

  it('that changes nothing causes no reload', async () => {
    const host = new DoubleHost();
    await new CaddyAdmin(host, 'gantry1', new VirtualClock()).changeServers((servers) => ({ ...servers }));
    expect(host.caddy.reloads).toBe(0);
  });

  it('gives up when others never stop writing', async () => {
    const host = new DoubleHost();
    host.caddy.beforeWrite = () => {
      host.caddy.reloads++;
    };
    const admin = new CaddyAdmin(host, 'gantry1', new VirtualClock());
    await expect(admin.changeServers(addServer('mine'))).rejects.toThrow('keeps changing');
  });
});
