import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

/** A value of this form is in every secret: none may be in a document or a plan. */
const CANARY = 'canary7f3a';

let test: ApplicationTest;
let root: string;
beforeAll(async () => {
  test = await startApplicationTest();
  root = await test.server.key(['root']);
});
afterAll(() => test.server.stop());

async function exported(project: string, token = root): Promise<string> {
  const answer = await test.server.fetch('GET', `/api/v1/projects/${project}/export`, { token });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  expect(answer.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
  return text;
}

async function made(path: string, body: unknown): Promise<string> {
  const answer = await test.call('POST', path, body);
  if (answer.status !== 201) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.uuid;
}

async function plan(document: string, options: Record<string, unknown> = {}) {
  const { status, body } = await test.call('POST', '/plans/configuration', { document, ...options });
  if (status !== 201) throw new Error(`plan: ${status} ${JSON.stringify(body)}`);
  expect(JSON.stringify(body)).not.toContain(CANARY);
  return body;
}

const apply = (id: string) => test.call('POST', `/plans/${id}/apply`, {});

/** The values of all secrets of a document, as someone would give them who has them. */
function secretsOf(document: string): Record<string, string> {
  const names = Array.from(document.matchAll(/!secret ("(?:[^"\\]|\\.)*"|[^\s,}]+)/g), ([, name = '']) =>
    name.startsWith('"') ? (JSON.parse(name) as string) : name,
  );
  return Object.fromEntries(
    names.map((name) => [name, name.endsWith('.dockerfile') ? `FROM ${CANARY}` : CANARY]),
  );
}

/** What a project may hold, as the calls that make it. */
const key = fc.constantFrom('DATABASE_URL', 'API_TOKEN', 'MODE', 'LONG_NAME_2');
const text = fc.constantFrom('plain', 'with: colon # and hash', 'quotes \' and "', 'ünïcode');
const application = fc.record(
  {
    name: fc.constantFrom('web', 'worker', 'api: v2', 'true', '007'),
    description: text,
    ports_exposes: fc.constantFrom('80', '3000,8080'),
    health_check_path: fc.constantFrom('/', '/healthz'),
    health_check_enabled: fc.boolean(),
    limits_memory: fc.constantFrom('0', '512m'),
    is_auto_deploy_enabled: fc.boolean(),
    start_command: text,
    stop_grace_period: fc.integer({ min: 1, max: 60 }),
    docker_registry_image_tag: fc.constantFrom('latest', '1.27'),
  },
  { requiredKeys: ['name', 'ports_exposes'] },
);
const project = fc.record({
  description: fc.option(text, { nil: undefined }),
  shared: fc.uniqueArray(key),
  staging: fc.boolean(),
  applications: fc.array(
    fc.record({
      fields: application,
      variables: fc.uniqueArray(fc.record({ key, is_literal: fc.boolean() }), {
        selector: (each) => each.key,
      }),
      storages: fc.uniqueArray(fc.constantFrom('/data', '/var/cache'), {}),
      task: fc.boolean(),
      tags: fc.uniqueArray(fc.constantFrom('blue', 'green')),
    }),
    { maxLength: 2 },
  ),
  database: fc.boolean(),
});
type Generated = typeof project extends fc.Arbitrary<infer T> ? T : never;

let count = 0;
async function build(generated: Generated): Promise<string> {
  const name = `Project ${count++}`;
  const { description } = generated;
  const uuid = await made('/projects', { name, ...(description ? { description } : {}) });
  if (generated.staging) await made(`/projects/${uuid}/environments`, { name: 'staging' });
  for (const shared of generated.shared) await made(`/projects/${uuid}/envs`, { key: shared, value: CANARY });
  const place = { ...test.place, project_uuid: uuid };
  for (const { fields, variables, storages, task, tags } of generated.applications) {
    const id = await test.addApplication({ ...place, ...fields, tags, autogenerate_domain: false });
    for (const variable of variables) await made(`/applications/${id}/envs`, { ...variable, value: CANARY });
    for (const [index, path] of storages.entries())
      await made(`/applications/${id}/storages`, {
        type: 'persistent',
        name: `data${index}`,
        mount_path: path,
      });
    if (task)
      await made(`/applications/${id}/scheduled-tasks`, {
        name: 'tick',
        command: 'date',
        frequency: '0 3 * * *',
      });
  }
  if (generated.database)
    await made('/databases/postgresql', { ...place, name: 'store', postgres_password: CANARY });
  return uuid;
}

/** Remove a project as if its workloads had been removed from their machines. */
async function remove(uuid: string): Promise<void> {
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany({ where: { environment: { project: { uuid } } } });
  const { body } = await test.call('DELETE', `/projects/${uuid}`);
  expect(body).toMatchObject({ message: expect.any(String) });
}

describe('a generated project', () => {
  it('has an empty plan of its own export, and is the same after it was removed and applied again', async () => {
    await fc.assert(
      fc.asyncProperty(project, async (generated) => {
        const uuid = await build(generated);
        const document = await exported(uuid);
        expect(document).not.toContain(CANARY);
        expect((await plan(document)).changes).toEqual([]);
        await remove(uuid);
        const { plan_id, project_uuid } = await plan(document, { secrets: secretsOf(document) });
        expect(project_uuid).toBeNull();
        const { status, body } = await apply(plan_id);
        expect([status, body]).toEqual([
          200,
          { project_uuid: expect.any(String), applied: expect.any(Number) },
        ]);
        expect(await exported(body.project_uuid)).toBe(document);
        expect((await plan(document, { secrets: secretsOf(document) })).changes).toEqual([]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 300_000);
});

describe('a plan', () => {
  it('says field by field what changes, is applied once, and not when the project has changed', async () => {
    const uuid = await build({
      description: undefined,
      shared: [],
      staging: false,
      applications: [
        { fields: { name: 'web', ports_exposes: '80' }, variables: [], storages: [], task: false, tags: [] },
      ],
      database: true,
    });
    const document = await exported(uuid);
    const changed = document
      .replace('ports_exposes: "80"', 'ports_exposes: "8080"')
      .replace(/ {4}databases:[\s\S]*$/, '');
    const first = await plan(changed);
    expect(first.changes).toMatchObject([
      {
        action: 'change',
        path: 'production/applications/web',
        fields: [{ name: 'ports_exposes', from: '80', to: '8080' }],
        downtime: 'rolling',
      },
      { action: 'keep', path: 'production/databases/store' },
    ]);
    expect(first.deployments).toEqual(['production/applications/web']);
    const stale = await plan(changed);
    expect((await apply(first.plan_id)).status).toBe(200);
    expect((await apply(first.plan_id)).status).toBe(409);
    expect((await apply(stale.plan_id)).status).toBe(409);
    expect(await exported(uuid)).toContain('ports_exposes: "8080"');

    const moved = changed.replace('web:', 'site:');
    const renamed = await plan(
      `${moved}\nmoved:\n  - from: production/applications/web\n    to: production/applications/site\n`,
    );
    expect(renamed.changes[0]).toMatchObject({ action: 'change', path: 'production/applications/site' });
    expect((await apply(renamed.plan_id)).status).toBe(200);
    const pruned = await plan(moved, { prune: true });
    expect(pruned.changes).toMatchObject([{ action: 'delete', path: 'production/databases/store' }]);
  });

  it('refuses what is no document, and a secret that it has not', async () => {
    const refused = async (document: string) => {
      const { status, body } = await test.call('POST', '/plans/configuration', { document });
      return [status, Object.keys(body.errors ?? {})];
    };
    expect(await refused('version: [')).toEqual([422, ['document']]);
    expect(await refused('version: 1\nproject: &a {name: x}\nenvironments: {e: *a}')).toEqual([
      422,
      ['document'],
    ]);
    expect(await refused('version: 2\nproject: {name: x}\nenvironments: {}')).toEqual([422, ['version']]);
    const head = 'version: 1\nproject: {name: New}\nvariables: {TOKEN: !secret TOKEN}\nenvironments: {}\n';
    expect(await refused(head)).toEqual([422, ['secrets']]);
    const place = `{source: image, build_pack: dockerimage, server_uuid: ${test.place.server_uuid}`;
    const application = (rest: string) =>
      `version: 1\nproject: {name: New}\nenvironments: {production: {applications: {web: ${place}, ${rest}}}}}`;
    expect(await refused(application('docker_registry_image_name: nginx, typo: 1'))).toEqual([
      422,
      ['production/applications/web/typo'],
    ]);
    expect(await refused(application('docker_registry_image_name: nginx, limits_memory: much'))).toEqual([
      422,
      ['limits_memory'],
    ]);
    const reader = await test.server.key(['read']);
    expect((await test.call('POST', '/plans/configuration', { document: head }, reader)).status).toBe(403);
  });
});
