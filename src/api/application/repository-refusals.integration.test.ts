import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationScopeOf } from '../../services/context';
import { startDeployment } from '../../services/deployments/start';
import { compose, oneService, RepositoryTest } from './repository.testing';

let repo: RepositoryTest;
beforeAll(async () => {
  repo = await RepositoryTest.start();
});
afterAll(() => repo.test.server.stop());
beforeEach(() => repo.reset());

describe('what a compose file of a repository may not say', () => {
  it('keeps what runs, and its file, when a commit is refused', async () => {
    const uuid = await repo.make();
    await repo.deploy(uuid);
    const before = repo.names(uuid);
    const refused: [Record<string, string>, RegExp][] = [
      [{ 'docker-compose.yaml': `${compose}  x: [` }, /docker-compose\.yaml: Line \d+, column \d+/],
      [
        { 'docker-compose.yaml': compose.replace('context: web', 'context: ../..') },
        /Line 3.*build\.context.*Must be inside/,
      ],
      [
        { 'docker-compose.yaml': compose.replace('image: redis:7', 'image: redis:7\n    privileged: true') },
        /services\.cache\.privileged/,
      ],
      [
        { 'docker-compose.yaml': compose.replace('key.txt', 'none.txt') },
        /secrets\.key\.file: the repository has no file none\.txt/,
      ],
      [{ 'docker-compose.yaml': compose.replace('web.env', 'web') }, /web is a folder in the repository/],
      [
        {
          'docker-compose.yaml': compose.replace(
            'image: redis:7',
            `image: redis:7\n    environment: ["A=\${A:?say it}"]`,
          ),
        },
        /The variable A must have a value: say it/,
      ],
    ];
    for (const [change, reason] of refused) {
      repo.write(change);
      const { status, reason: given } = await repo.deploy(uuid);
      expect([status, given]).toEqual(['failed', expect.stringMatching(reason)]);
    }
    repo.write({});
    for (const path of ['docker-compose.yaml', 'web.env', 'key.txt']) {
      repo.checkout.links.set(path, '/etc/shadow');
      const { status, reason } = await repo.deploy(uuid);
      expect([status, reason]).toEqual(['failed', expect.stringContaining('points outside the repository')]);
      repo.checkout.links.clear();
    }
    repo.checkout.files.delete('docker-compose.yaml');
    expect((await repo.deploy(uuid)).reason).toContain('There is no file /docker-compose.yaml');
    expect(repo.names(uuid)).toEqual(before);
    expect((await repo.test.call('GET', `/services/${uuid}`)).body.docker_compose_raw).toBe(compose);
    const keys = (await repo.test.call('GET', `/applications/${uuid}/envs`)).body.map(
      ({ key }: { key: string }) => key,
    );
    expect(keys).toContain('A');
  });

  it('brings host access by an owner or admin alone, once an owner has allowed it', async () => {
    const { services, owner, database } = repo.test.server;
    const allow = (isHostAccessAllowed: boolean) =>
      database.unscoped.organization.updateMany({ data: { isHostAccessAllowed } });
    repo.write({ 'docker-compose.yaml': oneService.replace('{build', '{privileged: true, build') });
    const uuid = await repo.make();
    expect(await repo.deploy(uuid)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('privileged'),
    });
    await allow(true);
    expect((await repo.deploy(uuid)).status).toBe('finished');
    repo.checkout.head = 'b'.repeat(40);
    const pushed = await startDeployment(organizationScopeOf(services, owner.organizationId), {
      applicationUuid: uuid,
      kind: 'deploy',
      force: false,
      isPushed: true,
    });
    await repo.test.work();
    expect((await repo.test.call('GET', `/deployments/${pushed.uuid}`)).body).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/Line \d+.*services\.web\.privileged/),
    });
    await allow(false);
    expect((await repo.test.call('POST', `/applications/${uuid}/restart`)).status).toBe(200);
    await repo.test.work();
    expect(repo.names(uuid)).toEqual(['web']);
  });

  it.each([
    ['domains', { domains: 'http://a.example.com' }],
    ['ports_mappings', { ports_mappings: '8080:80' }],
    ['docker_compose_custom_build_command', { docker_compose_custom_build_command: 'make' }],
    ['is_raw_compose_deployment_enabled', { is_raw_compose_deployment_enabled: true }],
    ['build_pack', { build_pack: 'static' }],
    ['health_check_enabled', { health_check_enabled: true }],
    ['limits_memory', { limits_memory: '512m' }],
    ['custom_labels', { custom_labels: Buffer.from('a=b').toString('base64') }],
    ['is_http_basic_auth_enabled', { is_http_basic_auth_enabled: true }],
    ['start_command', { start_command: 'npm start' }],
  ])('refuses %s, which its file says', async (field, change) => {
    const uuid = await repo.make();
    const refused = { status: 422, body: { errors: { [field]: [expect.any(String)] } } };
    expect(await repo.test.call('PATCH', `/applications/${uuid}`, change)).toMatchObject(refused);
    if (field !== 'build_pack') expect(await repo.create(change)).toMatchObject(refused);
    const file = Buffer.from(compose).toString('base64');
    expect((await repo.test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: file })).status).toBe(
      422,
    );
  });

  it('accepts what it has, what is usual, and the ports that clients must send', async () => {
    const usual = {
      ports_exposes: '80',
      limits_memory: '0',
      is_gzip_enabled: true,
      static_image: 'nginx:alpine',
    };
    const uuid = await repo.make(usual);
    expect((await repo.test.call('PATCH', `/applications/${uuid}`, usual)).status).toBe(200);
  });

  it('changes no domain where another setting of the same request is refused', async () => {
    const uuid = await repo.make({
      docker_compose_domains: [{ name: 'web', domain: 'http://a.example.com' }],
    });
    const change = {
      docker_compose_domains: [{ name: 'web', domain: 'http://b.example.com' }],
      limits_cpus: '2',
    };
    expect((await repo.test.call('PATCH', `/applications/${uuid}`, change)).status).toBe(422);
    const { body } = await repo.test.call('GET', `/services/${uuid}`);
    expect(body.applications[0].fqdn).toBe('http://a.example.com');
  });
});
