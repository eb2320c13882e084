import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { deployed, ended } from '../gantry/deployment';
import { containersOf, type Fixture, imageApplication } from '../gantry/fixture';
import { visit } from '../gantry/visit';

/** How deployments and applications end, begin again and come through a killed Docker daemon. */
export function describeLifecycle(fixture: () => Fixture): void {
  const rest = () => fixture().gantry.rest;

  describe('cancel, stop, start, delete', () => {
    it('cancel ends the remote build within 30 seconds and leaves nothing', async () => {
      const { uuid } = await rest().post('/applications/dockerfile', {
        ...fixture().place,
        dockerfile: Buffer.from('FROM busybox:stable\nRUN sleep 3141\n').toString('base64'),
      });
      const { deployments } = await rest().post(`/deploy?uuid=${uuid}`);
      const deployment = deployments[0].deployment_uuid;
      const isSleeping = async () => (await fixture().host.exec(['pgrep', '-f', 'sleep 3141'])).code === 0;
      await rest().eventually(`/deployments/${deployment}/steps`, (steps) =>
        steps.some((step: { id: string; state: string }) => step.id === 'build' && step.state === 'running'),
      );
      while (!(await isSleeping())) await sleep(100);
      const began = Date.now();
      expect(await rest().post(`/deployments/${deployment}/cancel`)).toEqual({
        message: 'Deployment cancelled successfully.',
        deployment_uuid: deployment,
        status: 'cancelled-by-user',
      });
      while (await isSleeping()) await sleep(100);
      expect(Date.now() - began).toBeLessThan(30_000);
      expect((await containersOf(fixture().host, uuid)).all).toEqual([]);
      await expect(rest().post(`/deployments/${deployment}/cancel`)).rejects.toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/cannot be cancelled.*cancelled-by-user/) },
      });
    });

    it('a stopped application is off the proxy and comes back with a start', async () => {
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1', { domains: 'http://stop.example' });
      await deployed(fixture().gantry, uuid);
      expect((await rest().get(`/applications/${uuid}/logs`)).logs).toContain('version 1 listening');
      expect(await rest().post(`/applications/${uuid}/stop`)).toEqual({
        message: 'Application stopping request queued.',
      });
      await rest().eventually(`/applications/${uuid}`, ({ status }) => status === 'exited');
      expect((await visit(fixture().host, 'stop.example')).status).not.toBe(200);
      expect((await containersOf(fixture().host, uuid)).running).toEqual([]);
      const started = await rest().post(`/applications/${uuid}/start`);
      expect(started.message).toBe('Deployment request queued.');
      expect((await ended(fixture().gantry, started.deployment_uuid)).status).toBe('finished');
      expect((await visit(fixture().host, 'stop.example')).body).toBe('version 1\n');
      const restarted = await rest().post(`/applications/${uuid}/restart`);
      expect(restarted.message).toBe('Restart request queued.');
      expect((await ended(fixture().gantry, restarted.deployment_uuid)).status).toBe('finished');
      expect((await visit(fixture().host, 'stop.example')).body).toBe('version 1\n');
    });

    it('delete during a deployment cancels it, then removes everything', async () => {
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1', { domains: 'http://gone.example' });
      await deployed(fixture().gantry, uuid);
      await rest().post(`/deploy?uuid=${uuid}&force=true`);
      expect(await rest().delete(`/applications/${uuid}`)).toEqual({
        message: 'Application deletion request queued.',
      });
      await expect
        .poll(
          () =>
            rest()
              .get(`/applications/${uuid}`)
              .catch((error) => error.status),
          { timeout: 90_000 },
        )
        .toBe(404);
      expect((await containersOf(fixture().host, uuid)).all).toEqual([]);
      expect((await visit(fixture().host, 'gone.example')).status).not.toBe(200);
    });

    it('a Docker daemon that is killed leaves nothing down, and nothing up that was stopped', async () => {
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1', {
        domains: 'http://crash.example',
      });
      const stopped = await imageApplication(fixture(), 'gantry-test/web:1');
      await deployed(fixture().gantry, uuid);
      await deployed(fixture().gantry, stopped);
      await rest().post(`/applications/${stopped}/stop`);
      await rest().eventually(`/applications/${stopped}`, ({ status }) => status === 'exited');
      // Its containers go on running; the next daemon stops them, and takes them for stopped by hand.
      await fixture().host.stopDocker();
      await fixture().host.startDocker();
      await expect
        .poll(async () => (await visit(fixture().host, 'crash.example')).status, { timeout: 120_000 })
        .toBe(200);
      await rest().eventually(`/applications/${uuid}`, ({ status }) => status.startsWith('running'));
      expect((await containersOf(fixture().host, stopped)).running).toEqual([]);
    });
  });
}
