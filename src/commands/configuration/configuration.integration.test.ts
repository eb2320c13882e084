// Configuration as code by the command line, against a running Gantry (clients contract C5.1, C5.2).
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { testTerminal } from '../terminal.testing';

let test: ApplicationTest;
let folder: string;
let token: string;
let file: string;
beforeAll(async () => {
  test = await startApplicationTest();
  token = await test.server.key(['root']);
  folder = await mkdtemp(join(tmpdir(), 'gantry-configuration-'));
  file = join(folder, 'gantry.yaml');
});
afterAll(async () => {
  await test?.server.stop();
  await rm(folder, { recursive: true, force: true });
});

let project: string;
let name: string;
let count = 0;
beforeEach(async () => {
  name = `Shop ${count++}`;
  const { body } = await test.call('POST', '/projects', { name });
  project = body.uuid;
  const place = { ...test.place, project_uuid: project, autogenerate_domain: false };
  const uuid = await test.addApplication({ ...place, name: 'web', ports_exposes: '80' });
  await test.call('POST', `/applications/${uuid}/envs`, { key: 'KEY', value: 'canary' });
  const exported = await run('export', name);
  expect(exported).toMatchObject({ code: 0, err: '' });
  expect(exported.out).toContain('KEY: !secret production.web.KEY');
  expect(exported.out).not.toContain('canary');
  await writeFile(file, exported.out);
});

const run = (...args: string[]) =>
  testTerminal({
    folder,
    env: { GANTRY_URL: test.server.url, GANTRY_TOKEN: token, XDG_CONFIG_HOME: folder, MODE: 'fast' },
  }).run(args);

async function edit(change: (text: string) => string): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(file, change(text));
}

const idIn = (text: string) => /gantry apply --plan (\S+)/.exec(text)?.[1] ?? '';

it('plans nothing for an export, then a change, which is applied once', async () => {
  expect(await run('plan', '-f', file)).toEqual({ code: 0, out: 'Nothing changes.\n', err: '' });

  await writeFile(join(folder, 'nginx.conf'), 'listen 80;\n');
  await edit((text) =>
    text
      .replace(
        'ports_exposes: "80"',
        'ports_exposes: "8080"\n        custom_nginx_configuration: !file nginx.conf',
      )
      .replace('variables:', 'variables:\n          MODE: !env MODE'),
  );
  const planned = await run('plan', '-f', file);
  expect(planned).toMatchObject({ code: 0, err: '' });
  expect(planned.out).toContain('~ production/applications/web (rolling)\n');
  expect(planned.out).toContain('    custom_nginx_configuration\n    ports_exposes: 80 → 8080\n');
  expect(planned.out).toContain('    variables/MODE\n');
  expect(planned.out).toContain('Deploy afterwards: production/applications/web\n');

  expect(await run('apply', '--plan', idIn(planned.out))).toMatchObject({ code: 0, out: `${project}\n` });
  expect(await run('apply', '--plan', idIn(planned.out))).toMatchObject({ code: 1, out: '' });
  expect((await run('plan', '-f', file)).out).toBe('Nothing changes.\n');
  const { body } = await test.call('GET', `/projects/${project}/production`);
  const all = await test.call('GET', `/applications/${body.applications[0].uuid}/envs`);
  expect(all.body).toEqual(
    expect.arrayContaining([expect.objectContaining({ key: 'MODE', real_value: 'fast' })]),
  );
});

it('refuses a plan that has become old', async () => {
  await edit((text) => text.replace('ports_exposes: "80"', 'ports_exposes: "81"'));
  const { out } = await run('plan', '-f', file);
  await test.call('PATCH', `/projects/${project}`, { description: 'changed meanwhile' });
  expect(await run('apply', '--plan', idIn(out))).toMatchObject({ code: 1, out: '' });
});

it('keeps what the document has not, unless it is to be pruned', async () => {
  await edit((text) =>
    text.replace(/ {4}applications:[\s\S]*$/, '    {}\n').replace('production:', 'production:'),
  );
  const kept = await run('plan', '-f', file);
  expect(kept.out).toBe(
    '= production/applications/web (not in the document, kept; use --prune to delete it)\n',
  );
  const pruned = JSON.parse((await run('plan', '-f', file, '--prune', '--json', 'changes')).out);
  expect(pruned).toMatchObject({ changes: [{ action: 'delete', path: 'production/applications/web' }] });
});

it('applies a document to a new project, with the values of its secrets', async () => {
  await edit((text) => text.replace(name, `${name} again`));
  expect(await run('plan', '-f', file)).toMatchObject({
    code: 2,
    err: expect.stringContaining('production.web.KEY'),
  });
  const secrets = join(folder, 'secrets.yaml');
  await writeFile(secrets, 'production.web.KEY: given\n');
  const args = ['apply', '-f', file, '--secrets', secrets];
  expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--yes') });
  const applied = await run(...args, '--yes', '--json', 'applied');
  expect(applied).toMatchObject({ code: 0, err: expect.stringContaining('+ production/applications/web') });
  expect(JSON.parse(applied.out).applied).toBeGreaterThan(1);
  const again = await run('export', `${name} again`);
  expect(again.out).toBe(await readFile(file, 'utf8'));
});

it('says wrong use, and what is not there, by its exit code', async () => {
  expect(await run('apply')).toMatchObject({ code: 2 });
  expect(await run('apply', '--plan', 'a', '-f', file)).toMatchObject({ code: 2 });
  expect(await run('apply', '--plan', 'a', '--prune')).toMatchObject({ code: 2 });
  expect(await run('plan')).toMatchObject({ code: 2 });
  expect(await run('plan', '-f', join(folder, 'none.yaml'))).toMatchObject({ code: 2 });
  expect(await run('plan', '-f', file, '--project', 'none')).toMatchObject({ code: 3 });
  expect(await run('export', 'none')).toMatchObject({ code: 3 });
  expect(await run('apply', '--plan', '0b9b2b1e-5c1f-4d0c-9d1b-0f5a3a1c2d3e')).toMatchObject({ code: 3 });
});
