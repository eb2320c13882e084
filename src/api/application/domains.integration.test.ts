import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refused } from './calls.testing';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

describe('domains', () => {
  it('of another application are refused, unless the caller insists', async () => {
    const uuid = await test.addApplication({ name: 'First', domains: 'https://taken.example/app' });
    const again = {
      ...test.place,
      docker_registry_image_name: 'nginx',
      domains: 'http://TAKEN.example:8080/app/',
    };
    expect(await test.call('POST', '/applications/dockerimage', again)).toMatchObject({
      status: 409,
      body: {
        message: 'Domain conflicts detected. Use force_domain_override=true to proceed.',
        conflicts: [
          {
            domain: 'taken.example/app',
            resource_name: 'First',
            resource_uuid: uuid,
            resource_type: 'application',
            message: expect.any(String),
          },
        ],
        warning: expect.any(String),
      },
    });
    const forced = await test.call('POST', '/applications/dockerimage', {
      ...again,
      force_domain_override: true,
    });
    expect(forced.status).toBe(201);
  });

  it('go to one of several that ask for them at the same time', async () => {
    const wanted = { ...test.place, docker_registry_image_name: 'nginx', domains: 'https://race.example' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => test.call('POST', '/applications/dockerimage', wanted)),
    );
    const [created, ...refusals] = answers.sort((a, b) => a.status - b.status);
    expect(created?.status).toBe(201);
    for (const { status, body } of refusals) {
      expect([status, body.conflicts]).toMatchObject([
        409,
        [{ domain: 'race.example', resource_uuid: created?.body.uuid }],
      ]);
    }
    expect(await test.server.database.unscoped.domain.count({ where: { host: 'race.example' } })).toBe(1);
  });

  it('of another organization are refused without a name, whatever the caller says', async () => {
    const name = 'Secret project';
    await test.addApplication({ name, domains: 'https://theirs.example' });
    const { token, place } = await test.stranger();
    const wanted = {
      ...place,
      docker_registry_image_name: 'nginx',
      domains: 'https://theirs.example',
      force_domain_override: true,
    };
    const answer = await test.call('POST', '/applications/dockerimage', wanted, token);
    expect(answer).toMatchObject({
      status: 409,
      body: { conflicts: [{ resource_name: null, resource_uuid: null }] },
    });
    expect(JSON.stringify(answer.body)).not.toContain(name);
  });

  it('cannot be the address of Gantry', async () => {
    const wanted = {
      ...test.place,
      docker_registry_image_name: 'nginx',
      domains: 'https://ok.example,https://panel.example/x',
    };
    const { installation } = test.server.services;
    test.server.services.installation = { ...installation, publicUrl: 'https://panel.example' };
    try {
      expect(await test.call('POST', '/applications/dockerimage', wanted)).toMatchObject(refused('domains'));
    } finally {
      test.server.services.installation = installation;
    }
  });

  it('do not change is_force_https_enabled, neither when they are set nor when they are changed', async () => {
    const forced = async (uuid: string) =>
      (await test.call('GET', `/applications/${uuid}`)).body.settings.is_force_https_enabled;
    for (const fields of [{}, { domains: 'http://plain.example' }, { domains: 'https://secure.example' }]) {
      const uuid = await test.addApplication(fields);
      expect(await forced(uuid)).toBe(true);
      await test.call('PATCH', `/applications/${uuid}`, { domains: `http://later-${uuid}.example` });
      expect(await forced(uuid)).toBe(true);
    }
    const uuid = await test.addApplication({ is_force_https_enabled: false });
    await test.call('PATCH', `/applications/${uuid}`, { domains: 'https://later.example' });
    expect(await forced(uuid)).toBe(false);
  });
});
