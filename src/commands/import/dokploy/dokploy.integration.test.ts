// The import of a Dokploy on the command line: a stand-in responds as its API documents (clients contract, importers).
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ImportTest, startImportTest } from '../import.testing';
import { CANARY } from '../stand-in.testing';
import { startDokploy } from './stand-in.testing';

let test: ImportTest;
let dokploy: Awaited<ReturnType<typeof startDokploy>>;
beforeAll(async () => {
  test = await startImportTest();
  // One of the mounts is a folder of the server.
  await test.server.database.unscoped.organization.updateMany({ data: { isHostAccessAllowed: true } });
  dokploy = await startDokploy({ ip: test.machine.ip, key: test.key.name });
});
afterAll(async () => {
  await dokploy?.stop();
  await test?.stop();
});

const run = (...args: string[]) =>
  test.run(
    ['dokploy', '--url', dokploy.url, '--token', '-', '--only', 'Shop', ...args],
    `${dokploy.token}\n`,
  );

it('shows a plan without a secret, what is left and what is not copied, and asks before it does anything', async () => {
  const { code, out, err } = await run();
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--yes') });
  expect(out).not.toContain(CANARY);
  expect(out).not.toContain('# Other');
  for (const line of [
    '# Shop\n',
    '+ production/applications/web\n',
    '+ production/databases/store\n',
    '+ production/services/blog\n',
    'Not imported: Shop/production/applications/web/command: Set the start command in Gantry',
    'Not imported: Shop/production/applications/forge: Its repository is accessed through github.',
    'Not imported: Shop/production/applications/other: Gantry does not support the build type own_buildpacks.',
    'Not imported: Shop/production/databases/store/backups: Backups stay on the server.',
    'Not imported: Shop/production/services/blog/ghost.json: Put the file next to the compose file',
    'Not imported: Shop/production/services/cloned: Its compose file is in a repository.',
    'Data is not copied: Shop/production/applications/web/uploads:\n    ssh OLD',
    'Data is not copied: Shop/production/databases/store:\n    ssh OLD',
  ])
    expect(out).toContain(line);
});

it('takes it over, and changes nothing when it is run again', async () => {
  const first = await run('--yes');
  expect({ code: first.code, err: first.err }).toEqual({
    code: 0,
    err: expect.stringMatching(/^Shop: \d+ operations\.\n$/),
  });
  const { body: projects } = await test.call('GET', '/projects');
  const shop = projects.find(({ name }: { name: string }) => name === 'Shop');
  const { body: production } = await test.call('GET', `/projects/${shop.uuid}/production`);
  const application = async (wanted: string) => {
    const { uuid } = production.applications.find(({ name }: { name: string }) => name === wanted);
    return (await test.call('GET', `/applications/${uuid}`)).body;
  };
  const web = await application('web');
  expect(web).toMatchObject({
    docker_registry_image_name: 'registry.example.com:5000/team/web',
    docker_registry_image_tag: '1.27',
    fqdn: 'https://shop.example.com,http://api.example.com:4000',
    ports_exposes: '3000,4000',
    ports_mappings: '8443:443',
    limits_memory: '512m',
    limits_cpus: '0.5',
  });
  const { body: variables } = await test.call('GET', `/applications/${web.uuid}/envs`);
  const own = variables.filter(({ is_preview }: { is_preview: boolean }) => !is_preview);
  expect(own.map(({ key, value }: Record<string, string>) => [key, value]).sort()).toEqual([
    ['API_KEY', CANARY],
    ['GREETING', '{{project.GREETING}}'],
    ['LINES', 'one\ntwo'],
  ]);
  const { body: tasks } = await test.call('GET', `/applications/${web.uuid}/scheduled-tasks`);
  expect(tasks).toMatchObject([{ name: 'nightly', command: 'date', frequency: '0 3 * * *' }]);
  for (const [name, build_pack] of [
    ['heroku', 'buildpacks'],
    ['paketo', 'buildpacks'],
    ['rail', 'railpack'],
  ] as const)
    expect(await application(name)).toMatchObject({ build_pack });
  expect(await application('docs')).toMatchObject({
    build_pack: 'dockerfile',
    git_branch: 'release',
    base_directory: '/site',
    private_key_uuid: test.privateKeyUuid,
    settings: { is_auto_deploy_enabled: false },
  });
  const { body: shared } = await test.call('GET', `/projects/${shop.uuid}/envs`);
  expect(shared).toMatchObject([{ key: 'GREETING', value: CANARY }]);
  const [store] = production.postgresqls;
  expect((await test.call('GET', `/databases/${store.uuid}`)).body).toMatchObject({
    image: 'postgres:16',
    postgres_user: 'shop',
    postgres_password: CANARY,
    postgres_db: 'shop',
    is_public: true,
    public_port: 15432,
  });

  const again = await run();
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(again.out).toContain('# Shop\nNothing changes.\n');
});

it('says by its exit code that a Dokploy is not there, or refuses the key', async () => {
  const other = (url: string, key: string) => test.run(['dokploy', '--url', url, '--token', key]);
  expect(await other(dokploy.url, 'wrong')).toMatchObject({ code: 4 });
  expect(await other('http://127.0.0.1:1', 'x')).toMatchObject({ code: 5 });
});
