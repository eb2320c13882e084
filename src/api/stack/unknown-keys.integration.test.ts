import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RepositoryTest } from '../application/repository.testing';
import { type Person, personOf } from './people.testing';

let repo: RepositoryTest;
const people: Person[] = [];
beforeAll(async () => {
  repo = await RepositoryTest.start();
  for (const role of ['owner', 'admin', 'member'] as const) people.push(await personOf(repo.test, role));
});
beforeEach(() => repo.reset());
afterAll(() => repo.test.server.stop());

const plain = 'services:\n  web:\n    image: nginx\n    healthcheck: {test: [CMD, "true"]}\n';
const strange = `${plain}    x-any: {}\n    imagee: other\n`;
const refusal = 'Line 6, column 5, services.web.imagee: This key is unknown. Remove it or correct its name.';
const note = 'Line 6, column 5, services.web.imagee: This key is unknown and ignored.';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const file = (text: string) => ({ docker_compose_raw: base64(text) });
const ignored = { ignore_unknown_keys: true };
const place = () => repo.test.place;

/** Kinds of workloads, with the paths that create and that change them. */
const kinds = [
  ['service', '/services', '/services'],
  ['application', '/applications/dockercompose', '/applications'],
] as const;

const isIgnored = async (uuid: string) =>
  (await repo.test.call('GET', `/services/${uuid}`)).body.ignore_unknown_keys;

async function lastLog(uuid: string): Promise<string> {
  const { id } = await repo.test.lastOperation(uuid);
  const lines = await repo.test.server.database.unscoped.operationLog.findMany({
    where: { operationId: id },
  });
  return lines.map(({ text }) => text).join('\n');
}

describe.each(kinds)('unknown keys of the file of a new %s', (_, path, changes) => {
  it('are refused to everyone', async () => {
    for (const { call } of people)
      expect(await call('POST', path, { ...place(), ...file(strange) })).toMatchObject({
        status: 422,
        body: { errors: { docker_compose_raw: [refusal] } },
      });
  });

  it('are ignored for owners and admins who say so, and for no member', async () => {
    for (const { role, call } of people) {
      const answer = await call('POST', path, { ...place(), ...file(strange), ...ignored });
      expect([role, answer.status]).toEqual([role, role === 'member' ? 403 : 201]);
      if (role === 'member') continue;
      expect(await isIgnored(answer.body.uuid)).toBe(true);
    }
  });

  it('are switched by owners and admins alone, either way', async () => {
    for (const { role, call } of people) {
      const { uuid } = (await repo.test.call('POST', path, { ...place(), ...file(plain) })).body;
      const set = (value: boolean) => call('PATCH', `${changes}/${uuid}`, { ignore_unknown_keys: value });
      const status = role === 'member' ? 403 : 200;
      expect([role, (await set(false)).status]).toEqual([role, 200]);
      expect([role, (await set(true)).status]).toEqual([role, status]);
      expect(await isIgnored(uuid)).toBe(role !== 'member');
      await repo.test.call('PATCH', `${changes}/${uuid}`, ignored);
      expect([role, (await set(true)).status]).toEqual([role, 200]);
      expect([role, (await set(false)).status]).toEqual([role, status]);
    }
  });

  it('are named in the log of each release, and again refused once they are not ignored', async () => {
    const { uuid } = (await repo.test.call('POST', path, { ...place(), ...file(strange), ...ignored })).body;
    expect((await repo.test.call('POST', `/services/${uuid}/start`)).status).toBe(200);
    await repo.test.work();
    expect(await repo.test.lastOperation(uuid)).toMatchObject({ status: 'finished' });
    expect(await lastLog(uuid)).toContain(note);
    const off = { ignore_unknown_keys: false };
    expect(await repo.test.call('PATCH', `${changes}/${uuid}`, off)).toMatchObject({
      status: 422,
      body: { errors: { docker_compose_raw: [refusal] } },
    });
    const both = { ...file(plain), ...off };
    expect((await repo.test.call('PATCH', `/services/${uuid}`, both)).status).toBe(200);
    expect(await isIgnored(uuid)).toBe(false);
  });
});

describe('what is ignored', () => {
  it('is shown by a judgement, and in the plan', async () => {
    const { uuid } = (await repo.test.call('POST', '/services', { ...place(), ...file(strange), ...ignored }))
      .body;
    const judged = (fields: object) =>
      repo.test.call('POST', '/services/validate', { ...file(strange), ...fields });
    expect((await judged({})).body).toMatchObject({ valid: false });
    for (const fields of [{ service_uuid: uuid }, ignored])
      expect((await judged(fields)).body).toMatchObject({
        valid: true,
        warnings: [{ service: 'web', path: 'imagee', message: 'This key is unknown and ignored.' }],
      });
    const { body } = await repo.test.call('POST', `/services/${uuid}/plan`);
    expect(JSON.stringify(body.steps)).toContain(note);
    expect(
      people[2] &&
        (await people[2].call('POST', '/services/validate', { ...file(strange), ...ignored })).status,
    ).toBe(403);
  });

  it('is changed by a member too, whose clone ignores nothing', async () => {
    const [owner, , member] = people;
    const { uuid } = (await repo.test.call('POST', '/services', { ...place(), ...file(plain), ...ignored }))
      .body;
    expect((await member?.call('PATCH', `/services/${uuid}`, file(strange)))?.status).toBe(200);
    const { destination_uuid } = (await repo.test.call('GET', `/services/${uuid}`)).body;
    const clone = (by?: Person) => by?.call('POST', `/services/${uuid}/clone`, { destination_uuid });
    expect(await clone(member)).toMatchObject({ status: 422 });
    const made = await clone(owner);
    expect(await isIgnored(made?.body.uuid)).toBe(true);
  });

  it('is no privilege', async () => {
    const text = `${strange}    privileged: true\n`;
    expect(
      await repo.test.call('POST', '/services', { ...place(), ...file(text), ...ignored }),
    ).toMatchObject({
      status: 422,
      body: { errors: { docker_compose_raw: [expect.stringContaining('services.web.privileged: ')] } },
    });
  });
});

describe('the compose file of a repository', () => {
  it('fails with its unknown keys, and is deployed without them once they are ignored', async () => {
    repo.write({ 'docker-compose.yaml': strange });
    const uuid = await repo.make();
    expect(await repo.deploy(uuid)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining(refusal),
    });
    expect((await repo.test.call('PATCH', `/applications/${uuid}`, ignored)).status).toBe(200);
    expect((await repo.test.call('GET', `/applications/${uuid}`)).body.settings).toMatchObject(ignored);
    expect(await repo.deploy(uuid)).toMatchObject({ status: 'finished' });
    expect(await lastLog(uuid)).toContain(note);
    expect((await repo.test.call('POST', `/services/${uuid}/restart`)).status).toBe(200);
    await repo.test.work();
    expect(await repo.test.lastOperation(uuid)).toMatchObject({ status: 'finished' });
    const member = await people[2]?.call('POST', '/applications/public', {
      ...place(),
      git_repository: 'https://github.com/acme/shop',
      git_branch: 'main',
      build_pack: 'dockercompose',
      ...ignored,
    });
    expect(member?.status).toBe(403);
  });
});

it('an application without a compose file has no such setting', async () => {
  const uuid = await repo.test.addApplication();
  const refused = { status: 422, body: { errors: { ignore_unknown_keys: [expect.any(String)] } } };
  expect(await repo.test.call('PATCH', `/applications/${uuid}`, ignored)).toMatchObject(refused);
  const image = { ...place(), docker_registry_image_name: 'nginx', ...ignored };
  expect(await repo.test.call('POST', '/applications/dockerimage', image)).toMatchObject(refused);
  expect(
    (await repo.test.call('PATCH', `/applications/${uuid}`, { ignore_unknown_keys: false })).status,
  ).toBe(200);
});
