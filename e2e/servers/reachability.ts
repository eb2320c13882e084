import { describe, expect, it } from 'vitest';
import { probeServer } from '../../src/services/server-sweep/probe';
import { findServer } from '../../src/services/servers/find';
import type { Stage } from './stage';

/** The probes of machines that are in use. */
export function describeReachability(stage: () => Stage): void {
  describe('the reachability sweep', () => {
    it('reports a machine after three lost probes in two minutes, and takes it back after two good ones', async () => {
      const { lab, owner, scope, add, validated } = stage();
      const host = await lab.host('two');
      const uuid = await add(host);
      await validated(uuid);
      const states: string[] = [];
      const probeAt = async (minute: number) => {
        const at = scope(new Date(Date.UTC(2030, 0, 1, 0, minute)));
        await probeServer(at, await findServer(at, uuid));
        states.push((await owner.server.get({ uuid })).state);
      };
      await host.stopSshd();
      try {
        for (const minute of [0, 1, 2]) await probeAt(minute);
      } finally {
        await host.startSshd();
      }
      for (const minute of [3, 4]) await probeAt(minute);
      expect(states).toEqual(['usable', 'usable', 'unreachable', 'unreachable', 'usable']);
    });

    it('blocks a server whose host key has changed', async () => {
      const { lab, test, owner, scope, add, validated } = stage();
      const host = await lab.host('two');
      const uuid = await add(host);
      await validated(uuid);
      await host.rotateHostKey();
      test.services.hosts.drop(uuid); // the connection that is open does not see the change; the next one does
      await probeServer(scope(), await findServer(scope(), uuid));
      expect(await owner.server.get({ uuid })).toMatchObject({
        state: 'blocked',
        presented_host_key_fingerprint: host.hostKeyFingerprint,
      });
    });
  });
}
