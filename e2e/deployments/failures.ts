import { describe, expect, it } from 'vitest';
import { deployed } from '../gantry/deployment';
import { containersOf, type Fixture, imageApplication } from '../gantry/fixture';
import { visit } from '../gantry/visit';
import { siteDockerfile } from './site-dockerfile';

/** Deployments that fail: the reason is named, and what was serving goes on. */
export function describeFailures(fixture: () => Fixture): void {
  const rest = () => fixture().gantry.rest;

  describe('what fails', () => {
    it.each([
      ['never listens', 'gantry-test/deaf:1', { health_check_retries: 3 }, /not healthy/i],
      [
        'never passes its own check',
        'gantry-test/unhealthy:1',
        { health_check_enabled: false },
        /not healthy/i,
      ],
      ['crashes', 'gantry-test/crash:1', {}, /status 3/],
    ])('a version that %s leaves the old one serving', async (_what, image, settings, reason) => {
      const domain = `${image.replace(/\W/g, '-')}.example`;
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1', { domains: `http://${domain}` });
      await deployed(fixture().gantry, uuid);
      const before = await containersOf(fixture().host, uuid);
      const [name, tag] = image.split(':');
      await rest().patch(`/applications/${uuid}`, {
        docker_registry_image_name: name,
        docker_registry_image_tag: tag,
        ...settings,
      });
      const deployment = await deployed(fixture().gantry, uuid, 'failed');
      expect(deployment.reason).toMatch(reason);
      expect(deployment.failed_step).toEqual(expect.any(String));
      expect((await visit(fixture().host, domain)).body).toBe('version 1\n');
      expect(await containersOf(fixture().host, uuid)).toEqual(before);
      if (image.includes('crash')) expect(deployment.text).toContain('the reason of the crash');
    });

    it('a build error is in the log with its output, without the variables, however long they are', async () => {
      const dockerfile = 'FROM busybox:stable\nRUN env && echo what went wrong && exit 7\n';
      const { uuid } = await rest().post('/applications/dockerfile', {
        ...fixture().place,
        dockerfile: Buffer.from(dockerfile).toString('base64'),
      });
      const keys = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`key-${at}`, `canary-${at}`]));
      for (const [key, value] of [
        ['SETTINGS', JSON.stringify(keys)],
        ['TEXT', 'canary lorem ipsum '.repeat(3_000)],
      ])
        await rest().post(`/applications/${uuid}/envs`, { key, value });
      const deployment = await deployed(fixture().gantry, uuid, 'failed');
      expect(deployment.failed_step).toBe('build');
      expect(deployment.text).toContain('what went wrong');
      const reader = await rest().withAbilities('read', 'read:sensitive');
      const read = await reader.get(`/deployments/${deployment.deployment_uuid}`);
      expect(read.logs).toMatch(/TEXT=<REDACTED>.*SETTINGS=<REDACTED>|SETTINGS=<REDACTED>.*TEXT=<REDACTED>/s);
      expect(JSON.stringify([deployment, read])).not.toContain('canary');
      expect((await containersOf(fixture().host, uuid)).all).toEqual([]);
    });

    it('a branch that is not there is named', async () => {
      await fixture().lab.git.createRepo('branchless', { Dockerfile: siteDockerfile('x') });
      const { uuid } = await rest().post('/applications/public', {
        ...fixture().place,
        git_repository: fixture().lab.git.httpUrl('branchless'),
        git_branch: 'nowhere',
        build_pack: 'dockerfile',
      });
      expect((await deployed(fixture().gantry, uuid, 'failed')).reason).toContain('nowhere');
    });

    it('a port that another program has is named', async () => {
      await fixture().host.exec([
        'docker',
        'run',
        '-d',
        '--name',
        'squatter',
        '-p',
        '9099:8080',
        'gantry-test/web:1',
      ]);
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1', { ports_mappings: '9099:8080' });
      const deployment = await deployed(fixture().gantry, uuid, 'failed');
      expect(deployment.reason).toContain('9099');
      await fixture().host.exec(['docker', 'rm', '-f', 'squatter']);
      await deployed(fixture().gantry, uuid);
      const { stdout } = await fixture().host.exec(['curl', '-s', 'http://127.0.0.1:9099/']);
      expect(stdout).toBe('version 1\n');
    });
  });
}
