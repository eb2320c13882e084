import { describe, expect, it } from 'vitest';
import { findServer } from '../../src/services/servers/find';
import { hostOf } from '../../src/services/servers/host';
import type { Stage } from './stage';

/** What is trusted of a machine, and what happens when it shows another key. */
export function describeHostKeys(stage: () => Stage): void {
  describe('host keys', () => {
    it('are shown before anything is trusted', async () => {
      const { lab, owner } = stage();
      const host = await lab.host('two');
      const shown = await owner.server.scanHostKey({ ip: host.ip, port: host.sshPort });
      expect(shown).toEqual({ type: 'ssh-ed25519', fingerprint: host.hostKeyFingerprint });
    });

    it('other than the confirmed one block the server', async () => {
      const { lab, add, validated } = stage();
      const host = await lab.host('two');
      const confirmed = `SHA256:${'A'.repeat(43)}`;
      const uuid = await add(host, { host_key_fingerprint: confirmed });
      const { server, failed } = await validated(uuid);
      expect(server).toMatchObject({
        state: 'blocked',
        presented_host_key_fingerprint: host.hostKeyFingerprint,
      });
      expect(failed[0]?.detail).toContain(confirmed);
      expect(failed[0]?.detail).toContain(host.hostKeyFingerprint);
    });

    it('that change block the server with both fingerprints until an owner accepts', async () => {
      const { lab, owner, scope, add, validated } = stage();
      const host = await lab.host('two');
      const uuid = await add(host, { host_key_fingerprint: host.hostKeyFingerprint });
      const pinned = host.hostKeyFingerprint;
      expect((await validated(uuid)).server.state).toBe('usable');

      await host.rotateHostKey();
      const presented = host.hostKeyFingerprint;
      expect(presented).not.toBe(pinned);
      const { server, failed } = await validated(uuid);
      expect(server).toMatchObject({
        state: 'blocked',
        host_key_fingerprint: pinned,
        presented_host_key_fingerprint: presented,
      });
      const blocked = await findServer(scope(), uuid);
      for (const fingerprint of [pinned, presented]) {
        expect(failed[0]?.detail).toContain(fingerprint);
        expect(server.validation_logs).toContain(fingerprint);
        expect(() => hostOf(scope(), blocked)).toThrow(fingerprint);
      }
      await expect(owner.server.validate({ uuid })).rejects.toThrow(presented);

      await owner.server.acceptHostKey({ uuid, fingerprint: presented });
      expect((await validated(uuid)).server).toMatchObject({
        state: 'usable',
        host_key_fingerprint: presented,
      });
    });
  });
}
