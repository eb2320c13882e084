import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base64 } from './calls.testing';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const get = async (uuid: string, token?: string) =>
  (await test.call('GET', `/applications/${uuid}`, undefined, token)).body;
const row = (uuid: string) =>
  test.server.database.unscoped.application.findFirstOrThrow({ where: { workload: { uuid } } });

describe('an update', () => {
  it('changes what was sent and nothing else', async () => {
    const uuid = await test.addApplication({ description: 'stays', limits_memory: '512m' });
    const before = await get(uuid);
    const changes = {
      name: 'Renamed',
      ports_exposes: '80,81',
      is_gzip_enabled: false,
      stop_grace_period: 60,
      health_check_port: '81',
    };
    expect(await test.call('PATCH', `/applications/${uuid}`, changes)).toMatchObject({
      status: 200,
      body: { uuid },
    });
    expect(await get(uuid)).toEqual({
      ...before,
      name: 'Renamed',
      ports_exposes: '80,81',
      health_check_port: '81',
      settings: { ...before.settings, is_gzip_enabled: false, stop_grace_period: 60 },
      updated_at: expect.any(String),
    });
    await test.call('PATCH', `/applications/${uuid}`, {
      ports_exposes: '',
      health_check_port: null,
      stop_grace_period: null,
    });
    expect(await get(uuid)).toMatchObject({
      ports_exposes: null,
      health_check_port: null,
      settings: { stop_grace_period: 30 },
    });
  });

  it.each([
    [{ limits_memory: '512m', limits_memory_swap: '256m' }, 'limits_memory_swap'],
    [{ limits_memory_swap: '256m' }, 'limits_memory_swap'],
    [{ limits_memory: '64m' }, 'limits_memory_reservation'],
    [{ limits_memory_reservation: '2g' }, 'limits_memory_reservation'],
    [{ limits_cpuset: '3-1' }, 'limits_cpuset'],
    [{ limits_memory_swappiness: 200 }, 'limits_memory_swappiness'],
  ])('refuses limits that contradict each other or those that stay: %j', async (limits, field) => {
    const stored = { limits_memory: '1g', limits_memory_reservation: '128m' };
    const uuid = await test.addApplication(stored);
    const { status, body } = await test.call('PATCH', `/applications/${uuid}`, limits);
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
    expect(await get(uuid)).toMatchObject(stored);
    const together = { limits_memory: '0', limits_memory_swap: '0', limits_memory_reservation: '2g' };
    expect((await test.call('PATCH', `/applications/${uuid}`, together)).status).toBe(200);
  });

  it('replaces the domains; an empty list means none', async () => {
    const uuid = await test.addApplication();
    const domains = 'https://a.update.example,http://a.update.example,https://b.update.example/x';
    const noindex = ['https://b.update.example/x'];
    await test.call('PATCH', `/applications/${uuid}`, { domains, noindex_domains: noindex });
    expect(await get(uuid)).toMatchObject({ fqdn: domains, noindex_domains: noindex });
    // The application's own domains do not conflict with it.
    expect((await test.call('PATCH', `/applications/${uuid}`, { domains })).status).toBe(200);
    const taken = await test.call('PATCH', `/applications/${await test.addApplication()}`, {
      domains: 'http://b.update.example/x',
    });
    expect([taken.status, taken.body.conflicts[0].resource_uuid]).toEqual([409, uuid]);
    await test.call('PATCH', `/applications/${uuid}`, { domains: '' });
    expect((await get(uuid)).fqdn).toBeNull();
  });

  it('seals secrets and keeps base64 fields as text', async () => {
    const uuid = await test.addApplication();
    const labels = 'traefik.enable=true\nx=ü';
    const fields = {
      http_basic_auth_username: 'me',
      http_basic_auth_password: 'canary$1',
      manual_webhook_secret_github: 'canary$2',
      custom_labels: base64(labels),
      custom_nginx_configuration: base64('server {}'),
    };
    await test.call('PATCH', `/applications/${uuid}`, fields);
    expect(await get(uuid)).toMatchObject({ ...fields, custom_nginx_configuration: 'server {}' });
    const stored = await row(uuid);
    expect(Buffer.from(stored.httpBasicAuthPassword ?? []).toString('latin1')).not.toContain('canary');
    expect(stored.customLabels).toBe(labels);
  });

  it('cannot take the source away', async () => {
    const uuid = await test.addApplication();
    for (const [field, value] of [
      ['docker_registry_image_name', ''],
      ['build_pack', 'static'],
    ]) {
      const answer = await test.call('PATCH', `/applications/${uuid}`, { [field ?? '']: value });
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
    }
    const { body } = await test.call('POST', '/applications/dockerfile', {
      ...test.place,
      dockerfile: base64('FROM scratch'),
    });
    const answer = await test.call('PATCH', `/applications/${body.uuid}`, { build_pack: 'nixpacks' });
    expect(answer).toMatchObject({ status: 422, body: { errors: { build_pack: [expect.any(String)] } } });
    expect(
      (await test.call('PATCH', `/applications/${body.uuid}`, { dockerfile: base64('FROM alpine') })).status,
    ).toBe(200);
    expect((await get(body.uuid)).dockerfile).toBe('FROM alpine');
  });

  it('says when what runs is not what is configured', async () => {
    const uuid = await test.addApplication();
    await test.call('POST', `/applications/${uuid}/start`);
    const deployment = await test.server.database.unscoped.deployment.findFirstOrThrow({
      where: { operation: { workload: { uuid } } },
    });
    await test.server.database.unscoped.workload.update({
      where: { uuid },
      data: { configHash: deployment.configHash },
    });
    const isChanged = async () => (await get(uuid)).is_configuration_changed;
    expect(await isChanged()).toBe(false);
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value: '1' });
    expect(await isChanged()).toBe(true);
    await test.call(
      'DELETE',
      `/applications/${uuid}/envs/${(await test.call('GET', `/applications/${uuid}/envs`)).body[0].uuid}`,
    );
    expect(await isChanged()).toBe(false);
    await test.call('PATCH', `/applications/${uuid}`, { description: 'not part of it' });
    expect(await isChanged()).toBe(false);
    await test.call('PATCH', `/applications/${uuid}`, { ports_exposes: '81' });
    expect(await isChanged()).toBe(true);
  });
});

describe('secrets of an application', () => {
  const secrets = [
    'custom_labels',
    'docker_compose',
    'docker_compose_raw',
    'dockerfile',
    'http_basic_auth_password',
    'manual_webhook_secret_bitbucket',
    'manual_webhook_secret_gitea',
    'manual_webhook_secret_github',
    'manual_webhook_secret_gitlab',
    'private_key_id',
  ];

  it('are left out for a key that may only read, and named', async () => {
    const dockerfile = base64('FROM canary');
    const { body } = await test.call('POST', '/applications/dockerfile', { ...test.place, dockerfile });
    const reader = await test.server.key(['read']);
    for (const path of [
      `/applications/${body.uuid}`,
      '/applications',
      '/applications?summary=1',
      '/resources',
    ]) {
      const answer = await test.call('GET', path, undefined, reader);
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).not.toContain('canary');
    }
    const [full, plain] = [await get(body.uuid), await get(body.uuid, reader)];
    expect(Object.keys(full).filter((key) => !(key in plain))).toEqual(secrets);
    const { headers } = await test.call('GET', `/applications/${body.uuid}`, undefined, reader);
    expect(headers.get('x-redacted-fields')?.split(', ').sort()).toEqual(secrets);
    const trusted = await test.server.key(['read', 'read:sensitive']);
    expect((await get(body.uuid, trusted)).dockerfile).toBe('FROM canary');
  });
});

describe('reading', () => {
  it('costs at most three statements, whatever the length of the list', async () => {
    const uuid = await test.addApplication();
    await test.server.database.unscoped.workload.update({ where: { uuid }, data: { configHash: 'x' } });
    const token = await test.server.key(['read']);
    await get(uuid, token); // records the last use of the key
    let statements = 0;
    test.server.database.pool.on('acquire', () => {
      statements += 1;
    });
    for (const path of [
      `/applications/${uuid}`,
      '/applications',
      '/applications?tag=x&per_page=2',
      `/applications/${uuid}/envs`,
    ]) {
      statements = 0;
      expect((await test.call('GET', path, undefined, token)).status).toBe(200);
      expect([path, statements]).toEqual([path, path.startsWith('/applications/') ? 3 : 2]);
    }
  });

  it('in pages and in short', async () => {
    const all = (await test.call('GET', '/applications')).body;
    const page = (await test.call('GET', '/applications?page=2&per_page=2&summary=1')).body;
    expect(page.map(({ uuid }: { uuid: string }) => uuid)).toEqual(
      all.slice(2, 4).map(({ uuid }: { uuid: string }) => uuid),
    );
    expect(page[0]).not.toHaveProperty('settings');
    expect(all[0]).toHaveProperty('settings');
  });
});

describe('changes', () => {
  it('are told to the consoles of the organization and are in the audit trail', async () => {
    const events: string[] = [];
    const unsubscribe = test.server.services.changes.subscribe(
      ({ kind, uuid }) => events.push(`${kind} ${uuid}`),
      () => undefined,
    );
    const uuid = await test.addApplication();
    const seen = (count: number) =>
      expect
        .poll(() => events.filter((event) => event === `application ${uuid}`).length)
        .toBeGreaterThanOrEqual(count);
    await seen(1);
    await test.call('PATCH', `/applications/${uuid}`, { name: 'x' });
    await seen(2);
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value: 'canary' });
    await seen(3);
    unsubscribe();
    const rows = await test.server.database.unscoped.auditLog.findMany({
      where: { targetUuid: uuid },
      orderBy: { seq: 'asc' },
    });
    expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['application.createDockerImage', 'success'],
      ['application.update', 'success'],
      ['application.createEnv', 'success'],
    ]);
  });
});
