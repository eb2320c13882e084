import { describe, expect, it } from 'vitest';
import { deployed } from '../gantry/deployment';
import { containersOf, type Fixture } from '../gantry/fixture';
import { killAt } from '../gantry/kill-at';
import { settled } from '../gantry/operation';
import { visit } from '../gantry/visit';
import { hasOneContainer, survives } from './survives';

/**
 * One kill each, where most is at stake: what was done is not in the journal yet. Tests in memory kill them at every
 * boundary.
 *
 * @param applications that are deployed, by what they are made from
 */
export function describeOtherOperations(
  fixture: () => Fixture,
  applications: { image: string; git: string },
) {
  const rest = () => fixture().gantry.rest;

  describe('kill -9', () => {
    it('when a rollback has just switched the routes', async () => {
      const { image } = applications;
      await rest().patch(`/applications/${image}`, { docker_registry_image_tag: '2' });
      await deployed(fixture().gantry, image);
      await survives(
        fixture(),
        { workload: image, domain: 'kill.example', boundaries: [{ step: 'switch', at: 'end' }] },
        () => rest().post(`/applications/${image}/rollback`, { commit: '1' }),
        async (where) => {
          await hasOneContainer(fixture(), image, where);
          expect((await visit(fixture().host, 'kill.example')).body, where).toBe('version 1\n');
        },
      );
    });

    it('when a preview has just got its routes, and when it has just been removed', async () => {
      const { git } = applications;
      const preview = `${git}-pr-5`;
      const dockerfile = 'FROM gantry-test/web:2\nENV VERSION=preview\n';
      await fixture().lab.git.commit('kill', { Dockerfile: dockerfile }, 'Change', 'refs/pull/5/head');
      await rest().patch(`/applications/${git}`, { is_preview_deployments_enabled: true });
      const change = { workload: git, domain: 'kill-git.example' };
      await survives(
        fixture(),
        { ...change, boundaries: [{ step: 'switch', at: 'end' }] },
        () => rest().post(`/deploy?uuid=${git}&pr=5`),
        async (where) => {
          await hasOneContainer(fixture(), preview, where);
          await hasOneContainer(fixture(), git, where);
          expect((await visit(fixture().host, '5.kill-git.example')).body, where).toBe('version preview\n');
        },
      );
      await survives(
        fixture(),
        { ...change, boundaries: [{ step: 'remove', at: 'end' }] },
        () => rest().delete(`/applications/${git}/previews/5`),
        async (where) => {
          expect((await containersOf(fixture().host, preview)).all, where).toEqual([]);
          await hasOneContainer(fixture(), git, where);
          expect(await rest().get(`/applications/${git}/previews`), where).toEqual([]);
        },
      );
    });

    it('when the command of a task has just ended: it is not run again', async () => {
      const { image } = applications;
      const tasks = `/applications/${image}/scheduled-tasks`;
      const command = 'echo ran >> /tmp/ran';
      const task = await rest().post(tasks, { name: 'Task', frequency: 'yearly', command });
      await killAt(fixture().gantry, [{ step: 'run', at: 'end' }], () =>
        rest().post(`${tasks}/${task.uuid}/execute`),
      );
      expect((await settled(fixture().gantry, image))?.status).toBe('failed');
      expect(await rest().get(`${tasks}/${task.uuid}/executions`)).toMatchObject([
        { status: 'failed', message: expect.stringContaining('not run again') },
      ]);
      const [container = ''] = (await containersOf(fixture().host, image)).running;
      const { stdout } = await fixture().host.exec(['docker', 'exec', container, 'cat', '/tmp/ran']);
      expect(stdout).toBe('ran\n');
    });
  });
}
