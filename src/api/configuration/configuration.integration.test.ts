import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';
import { emptyProject, examples, plainApplication } from './examples.testing';
import {
  CANARY,
  type GeneratedProject,
  generatedProject,
  projectBuilder,
  secretsOf,
} from './project.testing';

let test: ApplicationTest;
let root: string;
let build: (generated: GeneratedProject) => Promise<string>;
beforeAll(async () => {
  test = await startApplicationTest();
  build = projectBuilder(test);
  root = await test.server.key(['root']);
  await test.server.database.unscoped.organization.updateMany({ data: { isHostAccessAllowed: true } });
});
afterAll(() => test.server.stop());

async function exported(project: string, token = root): Promise<string> {
  const answer = await test.server.fetch('GET', `/api/v1/projects/${project}/export`, { token });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  expect(answer.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
  return text;
}

async function plan(document: string, options: Record<string, unknown> = {}) {
  const { status, body } = await test.call('POST', '/plans/configuration', { document, ...options });
  if (status !== 201) throw new Error(`plan: ${status} ${JSON.stringify(body)}`);
  expect(JSON.stringify(body)).not.toContain(CANARY);
  return body;
}

const apply = (id: string) => test.call('POST', `/plans/${id}/apply`, {});

/** Delete a project as if its workloads had been removed from their servers. */
async function remove(uuid: string): Promise<void> {
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany({ where: { environment: { project: { uuid } } } });
  const { body } = await test.call('DELETE', `/projects/${uuid}`);
  expect(body).toMatchObject({ message: expect.any(String) });
}

/** Export a project, plan the document, remove the project, apply the document and export again. */
async function requireRoundTrip(generated: GeneratedProject): Promise<void> {
  const uuid = await build(generated);
  const document = await exported(uuid);
  expect(document).not.toContain(CANARY);
  expect((await plan(document)).changes).toEqual([]);
  await remove(uuid);
  const secrets = secretsOf(document);
  const { plan_id, project_uuid } = await plan(document, { secrets });
  expect(project_uuid).toBeNull();
  const { status, body } = await apply(plan_id);
  expect([status, body]).toEqual([200, { project_uuid: expect.any(String), applied: expect.any(Number) }]);
  expect(await exported(body.project_uuid)).toBe(document);
  expect((await plan(document, { secrets })).changes).toEqual([]);
}

describe('a project', () => {
  it.each(Object.entries(examples))(
    'of %s has an empty plan, and is the same after it was removed and applied again',
    async (_, example) => requireRoundTrip({ ...emptyProject, ...example }),
    300_000,
  );

  it('that was generated does so too', async () => {
    const property = fc.asyncProperty(generatedProject, requireRoundTrip);
    await fc.assert(property, { numRuns: 12, endOnFailure: true });
  }, 900_000);
});

describe('a plan', () => {
  it('says field by field what changes, is applied once, and not when the project has changed', async () => {
    const uuid = await build({
      ...emptyProject,
      applications: [{ ...plainApplication, settings: { ports_exposes: '80' } }],
      databases: [{ engine: 'postgresql', fields: { name: 'store' }, backups: [] }],
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
