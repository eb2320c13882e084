import { describe, expect, it } from 'vitest';
import { deployed } from '../gantry/deployment';
import { containersOf, type Fixture, imageApplication, quickCheck } from '../gantry/fixture';
import { visit } from '../gantry/visit';
import { siteDockerfile } from './site-dockerfile';

/** Each kind of source: what is deployed from it, and with which logins and limits. */
export function describeSources(fixture: () => Fixture): void {
  const rest = () => fixture().gantry.rest;

  describe('sources', () => {
    it('an image goes live on its domain, and a new version replaces it', async () => {
      const uuid = await imageApplication(fixture(), 'gantry-test/web:1', { domains: 'http://web.example' });
      await deployed(fixture().gantry, uuid);
      expect(await visit(fixture().host, 'web.example')).toEqual({ status: 200, body: 'version 1\n' });
      expect((await rest().get(`/applications/${uuid}`)).status).toBe('running:healthy');
      await rest().patch(`/applications/${uuid}`, { docker_registry_image_tag: '2' });
      await deployed(fixture().gantry, uuid);
      expect(await visit(fixture().host, 'web.example')).toEqual({ status: 200, body: 'version 2\n' });
      expect((await containersOf(fixture().host, uuid)).running).toHaveLength(1);
    });

    it('a Git repository over http on an internal host is built from its Dockerfile', async () => {
      const { commit } = await fixture().lab.git.createRepo('site', {
        Dockerfile: siteDockerfile('from git'),
      });
      const { uuid } = await rest().post('/applications/public', {
        ...fixture().place,
        ...quickCheck,
        git_repository: fixture().lab.git.httpUrl('site'),
        git_branch: 'main',
        build_pack: 'dockerfile',
        domains: 'http://site.example',
      });
      const deployment = await deployed(fixture().gantry, uuid);
      expect(deployment).toMatchObject({ commit, commit_message: 'First commit' });
      expect(await visit(fixture().host, 'site.example')).toEqual({ status: 200, body: 'from git\n' });
    });

    it('a private repository over ssh is read with its deploy key, and the host key is pinned', async () => {
      const { git } = fixture().lab;
      await git.createRepo('secret-site', { Dockerfile: siteDockerfile('private') }, { private: true });
      const key = await git.deployKey('secret-site');
      const { uuid: keyUuid } = await rest().post('/security/keys', {
        name: 'deploy key',
        private_key: key.privatePem,
      });
      const { uuid } = await rest().post('/applications/private-deploy-key', {
        ...fixture().place,
        ...quickCheck,
        private_key_uuid: keyUuid,
        git_repository: git.sshUrl('secret-site'),
        git_branch: 'main',
        build_pack: 'dockerfile',
        domains: 'http://private.example',
      });
      await deployed(fixture().gantry, uuid);
      expect((await visit(fixture().host, 'private.example')).body).toBe('private\n');
      const pins = await fixture().gantry.database.unscoped.gitHostKey.findMany();
      expect(pins.map(({ host }) => host)).toEqual([`[${git.ip}]:${git.sshPort}`]);
      const { stdout } = await fixture().host.exec(['grep', '-rl', 'OPENSSH PRIVATE KEY', '/var/lib/gantry']);
      expect(stdout).toBe('');
    });

    it('an inline Dockerfile is built without a context, with variables that no shell can export', async () => {
      const { uuid } = await rest().post('/applications/dockerfile', {
        ...fixture().place,
        ...quickCheck,
        dockerfile: Buffer.from(
          `${siteDockerfile('inline')}RUN ["cp", "/proc/self/environ", "/www/index.html"]\n`,
        ).toString('base64'),
        domains: 'http://inline.example',
      });
      const variable = { key: 'spring.datasource.url', value: "jdbc:x //'$HOME", is_literal: true };
      await rest().post(`/applications/${uuid}/envs`, variable);
      await deployed(fixture().gantry, uuid);
      const { body } = await visit(fixture().host, 'inline.example');
      expect(body.split('\0')).toContain(`${variable.key}=${variable.value}`);
    });

    it('a build keeps the limits that builds have on its server', async () => {
      const limits = (memory: string, cpus: string) =>
        rest().patch(`/servers/${fixture().place.server_uuid}`, {
          build_limits_memory: memory,
          build_limits_cpus: cpus,
        });
      // In cgroup v2, else in v1.
      const show = (v2: string, v1: string) =>
        `RUN cat /sys/fs/cgroup/${v2} 2>/dev/null || cat /sys/fs/cgroup/${v1}\n`;
      const shown =
        show('memory.max', 'memory/memory.limit_in_bytes') + show('cpu.max', 'cpu/cpu.cfs_quota_us');
      await limits('96m', '0.5');
      const { uuid } = await rest().post('/applications/dockerfile', {
        ...fixture().place,
        ...quickCheck,
        dockerfile: Buffer.from(siteDockerfile('limited') + shown).toString('base64'),
      });
      const limited = /^100663296$[\s\S]*^50000\b/m;
      expect((await deployed(fixture().gantry, uuid)).text).toMatch(limited);
      await limits('0', '0');
      expect((await deployed(fixture().gantry, uuid, 'finished', true)).text).not.toMatch(limited);
    });

    it('what was built is pushed to its registry, and comes back from there', async () => {
      const name = `${fixture().lab.registry.host}/team/site`;
      const { uuid } = await rest().post('/applications/dockerfile', {
        ...fixture().place,
        ...quickCheck,
        dockerfile: Buffer.from(siteDockerfile('pushed')).toString('base64'),
        docker_registry_image_name: name,
        domains: 'http://pushed.example',
      });
      expect((await deployed(fixture().gantry, uuid)).text).toContain(`Pushing ${name}:`);
      const { stdout } = await fixture().host.exec([
        'docker',
        'images',
        '--format',
        '{{.Repository}}:{{.Tag}}',
        name,
      ]);
      const image = stdout.trim();
      await fixture().host.exec(['docker', 'rmi', '--force', image]);
      expect((await deployed(fixture().gantry, uuid)).text).toContain(`${image} was already built`);
      expect(await visit(fixture().host, 'pushed.example')).toEqual({ status: 200, body: 'pushed\n' });
    });

    it('an image of a private registry is pulled with the login of root on the server', async () => {
      const { host, username, password } = fixture().lab.privateRegistry;
      const name = `${host}/team/web`;
      const docker = async (argv: string[], input?: string) => {
        const { code, stderr } = await fixture().host.exec(['docker', ...argv], { input });
        expect(code, stderr).toBe(0);
      };
      const logIn = () => docker(['login', '--username', username, '--password-stdin', host], password);
      await logIn();
      await docker(['tag', 'gantry-test/web:1', `${name}:1`]);
      await docker(['push', `${name}:1`]);
      await docker(['rmi', `${name}:1`]);
      await docker(['logout', host]);

      const uuid = await imageApplication(fixture(), `${name}:1`, {
        domains: 'http://private-image.example',
      });
      expect((await deployed(fixture().gantry, uuid, 'failed')).reason).toMatch(
        /docker login as root on this server/,
      );
      await logIn();
      await deployed(fixture().gantry, uuid);
      expect((await visit(fixture().host, 'private-image.example')).body).toBe('version 1\n');
    });

    it('a static site is served by nginx', async () => {
      await fixture().lab.git.createRepo('static', { 'public/index.html': 'static page\n' });
      const { uuid } = await rest().post('/applications/public', {
        ...fixture().place,
        ...quickCheck,
        git_repository: fixture().lab.git.httpUrl('static'),
        git_branch: 'main',
        build_pack: 'static',
        publish_directory: '/public',
        ports_exposes: '80',
        domains: 'http://static.example',
      });
      await deployed(fixture().gantry, uuid);
      expect(await visit(fixture().host, 'static.example')).toEqual({ status: 200, body: 'static page\n' });
    });
  });
}
