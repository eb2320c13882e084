import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshCatalogue } from '../../services/catalogues/refresh';
import { organizationScopeOf } from '../../services/context';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
let folder: string;
let catalogue: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-updates-'));
  await mkdir(join(folder, 'app'));
  test = await startApplicationTest({ catalogueDir: folder });
  await publish('1', 'first');
  const { body } = await test.call('POST', '/catalogues', { name: 'mine', path: '.', format: 'dokploy' });
  catalogue = body.uuid;
  await refresh();
});
afterAll(async () => {
  await test.server.stop();
  await rm(folder, { recursive: true });
});

async function publish(version: string, content: string, more = '') {
  const write = (name: string, text: string) => writeFile(join(folder, 'app', name), text);
  await write(
    'docker-compose.yml',
    `services:\n  web:\n    image: app:${version}\n    environment:\n      - KEY=\${KEY}\n    volumes:\n      - ../files/a.conf:/a.conf\n${more}`,
  );
  await write(
    'template.toml',
    `[variables]\nkey = "\${password:20}"\n[config.env]\nKEY = "\${key}"\nNEW = "${version}"\n[[config.mounts]]\nfilePath = "a.conf"\ncontent = "${content} \${key}"\n`,
  );
}

function refresh(): Promise<void> {
  const { services, owner } = test.server;
  return refreshCatalogue(organizationScopeOf(services, owner.organizationId), catalogue);
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const get = async (uuid: string) => (await test.call('GET', `/services/${uuid}`)).body;
const look = async (uuid: string, take = '') =>
  (await test.call('GET', `/services/${uuid}/template-update?take=${take}`)).body;

it('an update keeps what the user changed, shows conflicts, and can be taken back', async () => {
  const { body } = await test.call('POST', '/services', { ...test.place, type: 'mine/app' });
  const { uuid } = body;
  expect(await look(uuid)).toMatchObject({ type: 'mine/app', status: 'current', can_roll_back: false });
  const made: string = (await get(uuid)).docker_compose_raw;
  const own = made.replace('image: app:1', 'image: app:1\n    restart: always # mine');
  await test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: base64(own) });

  await publish('2', 'second', '    restart: unless-stopped\n  extra:\n    image: redis:7\n');
  await refresh();
  const update = await look(uuid);
  expect(update).toMatchObject({
    status: 'available',
    conflicts: ['services.web.restart'],
    conflict_values: [{ own: 'always', template: 'unless-stopped' }],
    docker_compose_raw: own,
    problem: null,
    plan: {
      components: [
        { name: 'web', image: 'app:2', change: 'changed' },
        { name: 'extra', image: 'redis:7', change: 'added' },
      ],
    },
  });
  expect(update.plan.steps.length).toBeGreaterThan(3);
  expect(JSON.stringify(update.plan)).not.toContain(made.match(/first (\w{20})/)?.[1]);
  expect((await look(uuid, 'services.web.restart')).updated_compose_raw).toContain('unless-stopped');

  const path = `/services/${uuid}/template-update`;
  expect((await test.call('POST', path, { digest: 'another' })).status).toBe(409);
  expect((await test.call('POST', path, { digest: update.digest })).status).toBe(200);
  const updated = (await get(uuid)).docker_compose_raw;
  expect(updated).toBe(update.updated_compose_raw);
  expect(updated).toContain('restart: always # mine');
  // The value that was generated for the first version is in the file of the second.
  expect(updated).toContain(`second ${made.match(/first (\w{20})/)?.[1]}`);
  const envs: { key: string; value: string }[] = (await test.call('GET', `/services/${uuid}/envs`)).body;
  expect(envs.find(({ key }) => key === 'NEW')?.value).toBe('1');
  expect(await look(uuid)).toMatchObject({ status: 'current', can_roll_back: true });

  expect((await test.call('POST', `${path}/rollback`)).status).toBe(200);
  expect((await get(uuid)).docker_compose_raw).toBe(own);
  expect(await look(uuid)).toMatchObject({ status: 'available', can_roll_back: false });
  expect((await test.call('POST', `${path}/rollback`)).status).toBe(409);
  await test.call('DELETE', `/catalogues/${catalogue}`);
  expect(await look(uuid)).toMatchObject({ status: 'gone' });
});

describe('a compose file without a service', () => {
  it('is judged, and made of a command', async () => {
    const judge = async (text: string) =>
      (await test.call('POST', '/services/validate', { docker_compose_raw: base64(text) })).body;
    expect(await judge('services:\n  a:\n    image: b\n    privileged: true\n')).toMatchObject({
      valid: false,
      problems: [{ line: 4, service: 'a', path: 'privileged' }],
    });
    expect(await judge('services:\n  a:\n    image: b\n    environment: [MODE=$TAG]\n')).toMatchObject({
      valid: true,
      services: ['a'],
      variables: ['TAG'],
    });
    const text = '$ docker run -d \\\n  -p 80:80 nginx:1';
    const { body } = await test.call('POST', '/services/convert', { text });
    expect(body).toEqual({ file: expect.stringContaining('image: nginx:1'), notes: [] });
    expect((await test.call('POST', '/services/convert', { text: 'docker run --what x' })).status).toBe(422);
  });

  it('of a service or of an application is planned', async () => {
    const file = base64('services:\n  web:\n    image: nginx:1\n');
    for (const path of ['/services', '/applications/dockercompose']) {
      const { body } = await test.call('POST', path, { ...test.place, docker_compose_raw: file });
      const plan = await test.call('POST', `/services/${body.uuid}/plan`, {
        docker_compose_raw: base64('services:\n  web:\n    image: nginx:2\n'),
      });
      expect(plan).toMatchObject({
        status: 200,
        body: { components: [{ name: 'web', image: 'nginx:2', change: 'changed' }] },
      });
      expect((await test.call('POST', `/services/${body.uuid}/plan`)).status).toBe(200);
    }
  });
});
