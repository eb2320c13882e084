import { describe, expect, it } from 'vitest';
import { deployed } from '../gantry/deployment';
import { containersOf, type Fixture, imageApplication } from '../gantry/fixture';
import { visit } from '../gantry/visit';

/** What is mounted into a container, through releases and when the application is deleted. */
export function describeStorages(fixture: () => Fixture): void {
  const rest = () => fixture().gantry.rest;

  describe('storages', () => {
    it('keep a volume through a stop-start release, and a file with its mode and owner', async () => {
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1', { domains: 'http://kept.example' });
      const path = `/applications/${uuid}/storages`;
      await rest().post(path, { type: 'persistent', name: 'data', mount_path: '/data' });
      const file = await rest().post(path, {
        type: 'file',
        mount_path: '/etc/kept.conf',
        content: 'first\n',
      });
      const first = await deployed(fixture().gantry, uuid);
      expect(first.text).not.toContain('first');
      const inside = async (script: string) => {
        const [name = ''] = (await containersOf(fixture().host, uuid)).running;
        return (await fixture().host.exec(['docker', 'exec', name, 'sh', '-c', script])).stdout;
      };
      expect(await inside('cat /etc/kept.conf; stat -c %a /etc/kept.conf')).toBe('first\n644\n');
      await inside('echo kept > /data/mark; chmod 600 /etc/kept.conf; chown 33:33 /etc/kept.conf');

      await rest().patch(path, { uuid: file.uuid, type: 'file', content: 'second\n' });
      await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: '2' });
      const plan = await rest().post('/deployments/plan', { uuid });
      expect(plan.downtime).toMatchObject({
        class: 'stop-start',
        reasons: ['only one container at a time may write to a volume'],
      });
      await deployed(fixture().gantry, uuid);
      expect((await containersOf(fixture().host, uuid)).all).toHaveLength(1);
      expect((await visit(fixture().host, 'kept.example')).body).toBe('version 2\n');
      expect(await inside("cat /data/mark /etc/kept.conf; stat -c '%a %u:%g' /etc/kept.conf")).toBe(
        'kept\nsecond\n600 33:33\n',
      );

      const { volumes } = await rest().get(`/applications/${uuid}/volumes`);
      expect(volumes).toEqual([{ kind: 'volume', name: `${uuid}-data`, size: expect.any(Number) }]);
      await rest().delete(`/applications/${uuid}?delete_volumes=true`);
      await expect
        .poll(
          () =>
            rest()
              .get(`/applications/${uuid}`)
              .catch((error) => error.status),
          { timeout: 90_000 },
        )
        .toBe(404);
      const { stdout } = await fixture().host.exec(['docker', 'volume', 'ls', '--quiet']);
      expect(stdout).not.toContain(`${uuid}-data`);
    });
  });
}
