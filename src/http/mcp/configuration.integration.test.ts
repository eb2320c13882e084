import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { connectClient, type TestClient } from './client.testing';

const CANARY = 'canary-of-a-variable';

let test: ApplicationTest;
let root: TestClient;
beforeAll(async () => {
  test = await startApplicationTest();
  root = await connectClient(test.server, await test.server.key(['root']));
});
afterAll(() => test.server.stop());

it('exports a project, plans an edited document and applies that plan once, by its token', async () => {
  const application = await test.addApplication({ name: 'shop', ports_exposes: '80' });
  await test.call('POST', `/applications/${application}/envs`, { key: 'API_TOKEN', value: CANARY });
  const uuid = test.place.project_uuid;

  const exported = await root.call('export_configuration', { uuid });
  expect(exported).toMatchObject({ isError: false, isUntrusted: true });
  const { document } = exported.data.untrusted;
  expect(document).toContain('ports_exposes: "80"');
  expect(document).not.toContain(CANARY);
  const same = await root.call('plan_configuration', { document });
  expect(same.data.untrusted).toMatchObject({ project_uuid: uuid, changes: [] });

  const edited = document
    .replace('ports_exposes: "80"', 'ports_exposes: "8080"')
    .replace(/(API_TOKEN: )!secret .*/, '$1!secret NEW');
  const missing = await root.call('plan_configuration', { document: edited.replace('shop:', 'shop2:') });
  expect(missing).toMatchObject({ isError: true, data: { status: 422 } });
  const planned = await root.call('plan_configuration', { document: edited, secrets: { NEW: 'second' } });
  const { plan_id, changes } = planned.data.untrusted;
  expect(changes).toMatchObject([{ action: 'change', path: 'production/applications/shop' }]);
  expect(JSON.stringify(planned)).not.toContain('second');

  const other = await connectClient(test.server, await test.server.key(['root']));
  expect((await other.call('apply_configuration', { plan_id })).data).toMatchObject({ status: 404 });
  expect((await root.call('apply_configuration', { plan_id })).data).toMatchObject({ project_uuid: uuid });
  expect((await root.call('apply_configuration', { plan_id })).data).toMatchObject({ status: 409 });
  const { body } = await test.call('GET', `/applications/${application}`);
  expect(body.ports_exposes).toBe('8080');
  const { body: envs } = await test.call('GET', `/applications/${application}/envs`);
  expect(envs[0]).toMatchObject({ key: 'API_TOKEN', value: 'second' });

  const rows = await test.server.database.unscoped.auditLog.findMany({
    where: { via: 'mcp', outcome: 'success' },
    orderBy: { seq: 'asc' },
  });
  const tools = rows.map(({ action }) => action).filter((action) => action.startsWith('mcp.'));
  expect(tools).toEqual([
    'mcp.export_configuration',
    'mcp.plan_configuration',
    'mcp.plan_configuration',
    'mcp.apply_configuration',
  ]);
});

it('offers none of it to a token that may only read or deploy', async () => {
  const reader = await connectClient(test.server, await test.server.key(['read']));
  const refused = await reader
    .call('export_configuration', { uuid: test.place.project_uuid })
    .catch((error: unknown) => error);
  expect(String(refused)).toContain('This tool does not exist, or this token may not use it.');
});
