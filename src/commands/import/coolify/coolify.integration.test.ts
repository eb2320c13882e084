// The import of a Coolify on the command line: a stand-in responds as its API documents (clients contract, importers).
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ImportTest, startImportTest } from '../import.testing';
import { CANARY } from '../stand-in.testing';
import { MAGIC, startCoolify } from './stand-in.testing';

let test: ImportTest;
let coolify: Awaited<ReturnType<typeof startCoolify>>;
beforeAll(async () => {
  test = await startImportTest();
  coolify = await startCoolify({ ip: test.machine.ip, fingerprint: test.key.fingerprint });
});
afterAll(async () => {
  await coolify?.stop();
  await test?.stop();
});

const run = (...args: string[]) =>
  test.run(['coolify', '--url', coolify.url, '--token', '-', ...args], `${coolify.token}\n`);

const projectNames = async () =>
  (await test.call('GET', '/projects')).body.map(({ name }: { name: string }) => name);

it('shows a plan without a secret, what is left and what is not copied, and asks before it does anything', async () => {
  const before = await projectNames();
  const { code, out, err } = await run();
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--yes') });
  expect(out).not.toContain(CANARY);
  for (const line of [
    '# Shop\n',
    '+ production/applications/image\n',
    '+ production/applications/image (2)\n',
    '+ production/databases/store\n',
    '+ staging/services/blog\n',
    'Not imported: Shop/production/applications/app: Its repository is accessed through a GitHub App.',
    '+ production/applications/composed\n',
    'Not imported: Shop/production/applications/composed/docker_compose_custom_start_command: The compose file defines',
    'Not imported: Shop/production/applications/image/variables/HIDDEN: The token may not read its value',
    'Not imported: Shop/production/applications/image/variables/API_KEY: Its separate preview value',
    'Data is not copied: Shop/production/applications/image/uploads:\n    ssh OLD',
    'Data is not copied: Shop/production/databases/store:\n    ssh OLD',
  ])
    expect(out).toContain(line);
  expect(await projectNames()).toEqual(before);
});

it('takes it over with generated values, and changes nothing when it is run again', async () => {
  const first = await run('--yes');
  expect({ code: first.code, err: first.err }).toEqual({
    code: 0,
    err: expect.stringMatching(/^Shop: \d+ operations\.\nEmpty: \d+ operations\.\n$/),
  });
  const { body: projects } = await test.call('GET', '/projects');
  const shop = projects.find(({ name }: { name: string }) => name === 'Shop');
  const { body: production } = await test.call('GET', `/projects/${shop.uuid}/production`);
  const web = production.applications.find(
    (each: Record<string, unknown>) => each.name === 'image' && each.docker_registry_image_name === 'nginx',
  );
  const { body: application } = await test.call('GET', `/applications/${web.uuid}`);
  expect(application).toMatchObject({
    fqdn: 'https://shop.example.com',
    git_repository: null,
    custom_labels: Buffer.from('team=blue').toString('base64'),
    http_basic_auth_password: CANARY,
  });
  const { body: variables } = await test.call('GET', `/applications/${web.uuid}/envs`);
  const shopKey = { key: 'API_KEY', value: CANARY, is_literal: true, comment: 'of the shop' };
  expect(variables).toMatchObject([
    { ...shopKey, is_preview: false },
    { ...shopKey, is_preview: true }, // Gantry gives previews a copy
  ]);
  const docs = production.applications.find(({ name }: { name: string }) => name === 'docs');
  expect((await test.call('GET', `/applications/${docs.uuid}`)).body.private_key_uuid).toBe(
    test.privateKeyUuid,
  );
  const composed = production.applications.find(({ name }: { name: string }) => name === 'composed');
  expect((await test.call('GET', `/applications/${composed.uuid}`)).body).toMatchObject({
    build_pack: 'dockercompose',
    git_repository: 'https://git.example.com/team/stack',
    base_directory: '/deploy',
    docker_compose_location: '/compose.prod.yaml',
    docker_compose_domains: JSON.stringify([{ name: 'web', domain: 'https://stack.example.com' }]),
  });
  expect((await test.call('GET', `/services/${composed.uuid}`)).body.applications).toMatchObject([
    { name: 'web', fqdn: 'https://stack.example.com' },
  ]);
  const { body: staging } = await test.call('GET', `/projects/${shop.uuid}/staging`);
  const [blog] = staging.services;
  expect((await test.call('GET', `/services/${blog.uuid}/envs`)).body).toEqual(
    expect.arrayContaining([expect.objectContaining({ key: 'SERVICE_PASSWORD_WEB', value: MAGIC })]),
  );

  const again = await run();
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(again.out).toContain('# Shop\nNothing changes.\n');
});

it('says by its exit code that a Coolify is not there, or refuses the token', async () => {
  const other = (...args: string[]) => test.run(['coolify', ...args]);
  expect(await other('--url', coolify.url, '--token', 'wrong')).toMatchObject({ code: 4 });
  expect(await other('--url', 'http://127.0.0.1:1', '--token', 'x')).toMatchObject({ code: 5 });
  expect(await other('--url', coolify.url, '--token', '-')).toMatchObject({ code: 2 });
  expect(await run('--server', 'none')).toMatchObject({ code: 3 });
});
