import { describe, expect, it } from 'vitest';
import { deployed, ended, terminal } from '../gantry/deployment';
import { containersOf, type Fixture, imageApplication } from '../gantry/fixture';
import { visit } from '../gantry/visit';
import { startLoad } from '../load/steady-load';

/** What the contract gives a rollback, from its start to its end. */
const ROLLBACK_MS = 30_000;

/** What a release keeps for later: the way back to it, and its container for tasks. */
export function describeReleases(fixture: () => Fixture): void {
  const rest = () => fixture().gantry.rest;

  describe('what was released', () => {
    it('comes back as it was, without a build, within 30 s and without a failed request', async () => {
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1', { domains: 'http://back.example' });
      await rest().post(`/applications/${uuid}/envs`, { key: 'GREETING', value: 'hello' });
      await deployed(fixture().gantry, uuid);
      await rest().patch(`/applications/${uuid}/envs`, { key: 'GREETING', value: 'goodbye' });
      await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: '2' });
      await deployed(fixture().gantry, uuid);
      expect((await rest().get(`/applications/${uuid}/rollback-images`)).images).toMatchObject([
        { tag: '2', is_current: true },
        { tag: '1', is_current: false },
      ]);
      const load = startLoad({
        ...{ address: fixture().host.ip, port: 80, host: 'back.example', path: '/' },
        // How fast the machine is shall not matter.
        ...{ perSecond: 200, mostOpen: 20, deadlineMs: 120_000 },
      });
      const { deployment_uuid } = await rest().post(`/applications/${uuid}/rollback`, { commit: '1' });
      const rollback = await ended(fixture().gantry, deployment_uuid);
      const { sent, failures } = await load.stop();
      expect(rollback).toMatchObject({ status: 'finished' });
      expect([...failures]).toEqual([]);
      expect(sent).toBeGreaterThan(10);
      // By Gantry's own record.
      const { started_at, finished_at } = rollback;
      expect(Date.parse(finished_at) - Date.parse(started_at)).toBeLessThanOrEqual(ROLLBACK_MS);
      expect((await visit(fixture().host, 'back.example')).body).toBe('version 1\n');
      const [container = ''] = (await containersOf(fixture().host, uuid)).running;
      const argv = ['docker', 'exec', container, 'sh', '-c', 'echo $GREETING'];
      const { stdout } = await fixture().host.exec(argv);
      expect(stdout).toBe('hello\n');
    });

    it('runs tasks in its container, and ends those that take too long', async () => {
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1');
      await deployed(fixture().gantry, uuid);
      const tasks = `/applications/${uuid}/scheduled-tasks`;
      const given = { name: 'Task', frequency: 'yearly', command: 'echo $((40 + 2))\nsleep 4242' };
      const task = await rest().post(tasks, { ...given, timeout: 2 });
      const run = async () => {
        const { operation_uuid } = await rest().post(`${tasks}/${task.uuid}/execute`);
        const operation = `/applications/${uuid}/operations/${operation_uuid}`;
        await rest().eventually(operation, ({ status }) => terminal.includes(status));
        return (await rest().get(`${tasks}/${task.uuid}/executions`))[0];
      };
      expect(await run()).toMatchObject({ status: 'failed', exit_code: null });
      expect((await fixture().host.exec(['pgrep', '-f', 'sleep 4242'])).stdout).toBe('');
      await rest().patch(`${tasks}/${task.uuid}`, { command: 'echo $((40 + 2))' });
      expect(await run()).toMatchObject({ status: 'success', exit_code: 0, message: '42' });
    });
  });
}
