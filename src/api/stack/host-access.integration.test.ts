import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectClient } from '../../http/mcp/client.testing';
import { refreshCatalogue } from '../../services/catalogues/refresh';
import { organizationScopeOf } from '../../services/context';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';
import { type Person, personOf } from './people.testing';

/** What a file requests from the host: keys of its service, keys at its top level, and the key that is refused. */
const demands: [name: string, keys: string, top: string, refused: string][] = [
  ['privileges', 'privileged: true', '', 'services.web.privileged'],
  ['the network', 'network_mode: host', '', 'services.web.network_mode'],
  ['the processes', 'pid: host', '', 'services.web.pid'],
  ['a capability', 'cap_add: [NET_ADMIN]', '', 'services.web.cap_add'],
  ['a device', 'devices: [/dev/kvm]', '', 'services.web.devices'],
  ['the socket', 'volumes: [/var/run/docker.sock:/s]', '', 'services.web.volumes[0]'],
  ['its settings', 'volumes: [{type: bind, source: /etc, target: /e}]', '', 'services.web.volumes[0]'],
  [
    'a folder by a volume',
    'volumes: [v:/v]',
    'volumes: {v: {driver_opts: {type: none, o: bind, device: /srv}}}',
    'volumes.v.driver_opts',
  ],
  ['a file', 'secrets: [key]', 'secrets: {key: {file: /root/key}}', 'secrets.key.file'],
];

const plain = 'services:\n  web:\n    image: nginx\n';
const textOf = (keys: string, top: string) => `${plain}    ${keys}\n${top}\n`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

let test: DatabaseTest;
let folder: string;
const people: Person[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-host-access-'));
  test = await startDatabaseTest({ catalogueDir: folder });
  await mkdir(join(folder, 'set'));
  for (const [index, [, keys, top]] of demands.entries())
    await writeFile(join(folder, 'set', `demand-${index}.yaml`), textOf(keys, top));
  const { services, owner } = test.server;
  const catalogue = { name: 'mine', format: 'coolify', path: 'set' };
  const { body } = await test.call('POST', '/catalogues', catalogue);
  await refreshCatalogue(organizationScopeOf(services, owner.organizationId), body.uuid);
  for (const role of ['owner', 'admin', 'member'] as const) people.push(await personOf(test, role));
});
afterAll(async () => {
  await test.server.stop();
  await rm(folder, { recursive: true });
});

async function add(): Promise<string> {
  const answer = await test.call('POST', '/services', { ...test.place, docker_compose_raw: base64(plain) });
  return answer.body.uuid;
}

const allow = (isHostAccessAllowed: boolean) =>
  test.server.database.unscoped.organization.updateMany({ data: { isHostAccessAllowed } });

type Attempt = (text: string, by: Person, index: number) => Promise<string[]>;

/** List the messages that refuse a file; none if it is accepted. */
const linesOf = ({ status, body }: { status: number; body: { errors?: Record<string, string[]> } }) => {
  if (status !== 422) return [200, 201].includes(status) ? [] : [`${status} ${JSON.stringify(body)}`];
  return body.errors?.docker_compose_raw ?? [JSON.stringify(body)];
};

/** Every way to submit a file. */
const ways: [name: string, attempt: Attempt][] = [
  [
    'a new service',
    async (text, { call }) =>
      linesOf(await call('POST', '/services', { ...test.place, docker_compose_raw: base64(text) })),
  ],
  [
    'a new application',
    async (text, { call }) => {
      const fields = { ...test.place, docker_compose_raw: base64(text) };
      return linesOf(await call('POST', '/applications/dockercompose', fields));
    },
  ],
  [
    'a change',
    async (text, { call }) => {
      const fields = { docker_compose_raw: base64(text) };
      return linesOf(await call('PATCH', `/services/${await add()}`, fields));
    },
  ],
  [
    'a plan',
    async (text, { call }) => {
      const fields = { docker_compose_raw: base64(text) };
      return linesOf(await call('POST', `/services/${await add()}/plan`, fields));
    },
  ],
  [
    'a template of a catalogue',
    async (_, { call }, index) =>
      linesOf(await call('POST', '/services', { ...test.place, type: `mine/demand-${index}` })),
  ],
  [
    'a judgement',
    async (text, { call }) => {
      const { body } = await call('POST', '/services/validate', { docker_compose_raw: base64(text) });
      return body.problems.map(
        ({ service, path }: { service: string | null; path: string }) =>
          `${service === null ? '' : `services.${service}.`}${path}: `,
      );
    },
  ],
  [
    'a tool of a model',
    async (text, { token }) => {
      const { client, call } = await connectClient(test.server, token ?? '');
      const input = { ...test.place, docker_compose_raw: base64(text) };
      const planned = await call('plan', { action: 'call_operation', operation: 'stack.create', input });
      const { data } = await call('apply', { plan_id: planned.data.untrusted.plan_id });
      await client.close();
      return data.status === undefined ? [] : [JSON.stringify(data)];
    },
  ],
];

/** MCP tools are called with keys only. */
const peopleFor = (way: string) =>
  people.filter(({ token }) => token !== null || way !== 'a tool of a model');

describe.each(ways)('what a file asks of the host, by %s', (way, attempt) => {
  it('is refused to everyone until an owner allows it, and named', async () => {
    await allow(false);
    for (const [index, [, keys, top, refused]] of demands.entries())
      for (const person of peopleFor(way))
        expect(await attempt(textOf(keys, top), person, index)).toEqual([
          expect.stringContaining(`${refused}: `),
        ]);
  });

  it('is had by owners and admins once that is allowed, and by no member', async () => {
    await allow(true);
    for (const [index, [, keys, top, refused]] of demands.entries())
      for (const person of peopleFor(way))
        expect([person.role, await attempt(textOf(keys, top), person, index)]).toEqual([
          person.role,
          person.role === 'member' ? [expect.stringContaining(`${refused}: `)] : [],
        ]);
  });
});

describe('a service with the socket of the server', () => {
  const text = textOf('volumes: ["/var/run/docker.sock:/s", "/srv/new:/n"]', '');

  it('runs while that is allowed, and is not released after', async () => {
    await allow(true);
    const made = await test.call('POST', '/services', { ...test.place, docker_compose_raw: base64(text) });
    test.host.answers.push(['ls -d -- /srv/new', { code: 2 }]);
    await test.call('POST', `/services/${made.body.uuid}/start`);
    await test.work();
    expect(await test.lastOperation(made.body.uuid)).toMatchObject({ status: 'finished' });
    const mounts = [...test.host.docker.containers.values()].map(({ spec }) =>
      JSON.stringify(spec.hostConfig),
    );
    expect(mounts.join()).toContain('"Source":"/var/run/docker.sock"');
    await allow(false);
    expect(await test.call('POST', `/services/${made.body.uuid}/restart`)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('services.web.volumes[0]: Mounts a path outside') },
    });
  });
});

describe('a path of the server in a variable', () => {
  it('is deployed by those alone who may write it into the file', async () => {
    await allow(true);
    const text = textOf(`volumes: ["\${PLACE:-./data}:/data"]`, '');
    const fields = { ...test.place, docker_compose_raw: base64(text) };
    const { uuid } = (await test.call('POST', '/services', fields)).body;
    const [member, admin] = ['member', 'admin'].map((role) => people.find((each) => each.role === role));
    const restart = async (person?: Person) => await person?.call('POST', `/services/${uuid}/restart`, {});
    expect((await restart(member))?.status).toBe(200);
    const variable = { key: 'PLACE', value: '/var/run/docker.sock' };
    expect((await member?.call('PATCH', `/services/${uuid}/envs`, variable))?.status).toBe(201);
    expect(await restart(member)).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('web, volumes[0]') },
    });
    expect((await restart(admin))?.status).toBe(200);
  });
});

describe('a storage', () => {
  it.each([
    ['/srv/media', false, 'owner', 422],
    ['/srv/media', true, 'owner', 201],
    ['/srv/photos', true, 'admin', 201],
    ['/srv/films', true, 'member', 422],
    ['/var/run/docker.sock', true, 'owner', 422],
    ['/etc', true, 'owner', 422],
    ['/', true, 'owner', 422],
  ] as const)('of %s, allowed: %s, by an %s', async (host_path, isAllowed, role, status) => {
    await allow(isAllowed);
    const uuid = await add();
    const { applications } = (await test.call('GET', `/services/${uuid}`)).body;
    const storage = { type: 'persistent', name: 'media', mount_path: '/media', host_path };
    const person = people.find((each) => each.role === role);
    const fields = { ...storage, resource_uuid: applications[0].uuid };
    expect((await person?.call('POST', `/services/${uuid}/storages`, fields))?.status).toBe(status);
  });
});
