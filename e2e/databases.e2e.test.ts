// Databases of Debian's versions under the names of the official images: real engines, real clients.
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseClients as clients } from './gantry/database-clients';
import { type Fixture, openFixture } from './gantry/fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

const api = () => fixture.gantry.rest;
const status = (uuid: string, wanted: string) =>
  api().eventually(`/databases/${uuid}`, (body) => body.status === wanted, 120_000);

/** A client in a container of its own: on a network of the server, or on the server itself. */
async function run(image: string, network: string, argv: string[]): Promise<string> {
  const [program = '', ...rest] = argv;
  const { code, stdout, stderr } = await fixture.host.exec([
    ...['docker', 'run', '--rm', '--network', network, '--entrypoint', program, image, ...rest],
  ]);
  return code === 0 ? stdout.trim() : `failed: ${stderr.trim()}`;
}

/** On the network of a database, as another workload of its environment is. */
async function inside(image: string, uuid: string, argv: string[]): Promise<string> {
  const format = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}';
  const { stdout } = await fixture.host.exec(['docker', 'inspect', '--format', format, uuid]);
  return run(image, stdout.trim(), argv);
}

/** Switch TLS on, and restart once nothing else is done: a restart that is under way would count for this one. */
async function encrypt(uuid: string): Promise<{ internal_db_url: string }> {
  await api().eventually(
    `/databases/${uuid}/operations`,
    ({ operations }) => operations.every(({ status }: { status: string }) => status === 'finished'),
    120_000,
  );
  await api().patch(`/databases/${uuid}`, { enable_ssl: true });
  await api().post(`/databases/${uuid}/restart`, {});
  return api().eventually(
    `/databases/${uuid}`,
    (body) => body.certificate_expires_at !== null && body.status === 'running:healthy',
    120_000,
  );
}

describe.each(clients)('$engine', ({ engine, image, fields, write, read, encrypted }) => {
  let uuid = '';

  it('is created, and answers a query by its URL from the same network', async () => {
    await fixture.host.loadDatabaseImage(image);
    const body = { ...fixture.place, ...fields, instant_deploy: true };
    uuid = (await api().post(`/databases/${engine}`, body)).uuid;
    const { internal_db_url } = await status(uuid, 'running:healthy');
    expect(await inside(image, uuid, write(new URL(internal_db_url)))).not.toContain('failed');
    expect(await inside(image, uuid, read(new URL(internal_db_url)))).toBe('kept');
    await expect(api().post(`/databases/${uuid}/start`, {})).rejects.toMatchObject({ status: 400 });
  });

  // A proxy of bytes does it, which is the same for each engine.
  if (engine === 'postgresql')
    it('becomes public without a restart, and is closed again', async () => {
      await fixture.host.loadDatabaseImage('alpine/socat:1.8.0.3');
      const before = await fixture.host.exec(['docker', 'inspect', '--format', '{{.Id}}', uuid]);
      const public_port = 25_000;
      await api().patch(`/databases/${uuid}`, { is_public: true, public_port });
      const { external_db_url } = await api().get(`/databases/${uuid}`);
      await expect
        .poll(() => run(image, 'host', read(new URL(external_db_url))), { timeout: 120_000 })
        .toBe('kept');
      expect(await fixture.host.exec(['docker', 'inspect', '--format', '{{.Id}}', uuid])).toEqual(before);
      await api().patch(`/databases/${uuid}`, { is_public: false });
      await expect
        .poll(() => run(image, 'host', read(new URL(external_db_url))), { timeout: 120_000 })
        .toContain('failed');
    });

  it('changes its password in the engine before the record says so', async () => {
    const before = (await api().get(`/databases/${uuid}`)).internal_db_url;
    const name = Object.keys(fields).find((field) => field.endsWith('_password')) ?? '';
    await api().patch(`/databases/${uuid}`, { [name]: 'another@one' });
    const after = (await api().get(`/databases/${uuid}`)).internal_db_url;
    expect(after).toContain('another%40one');
    expect(await inside(image, uuid, read(new URL(after)))).toBe('kept');
    expect(await inside(image, uuid, read(new URL(before)))).not.toBe('kept');
  });

  it('keeps its data through a stop and a start', async () => {
    await api().post(`/databases/${uuid}/stop`, {});
    await status(uuid, 'exited');
    await api().post(`/databases/${uuid}/start`, {});
    const { internal_db_url } = await status(uuid, 'running:healthy');
    expect(await inside(image, uuid, read(new URL(internal_db_url)))).toBe('kept');
  });

  it('is cloned with its data, and goes on', async () => {
    const { destination_uuid, internal_db_url } = await api().get(`/databases/${uuid}`);
    const clone = await api().post(`/databases/${uuid}/clone`, { destination_uuid, clone_volumes: true });
    const { internal_db_url: cloned } = await status(clone.uuid, 'running:healthy');
    expect(await inside(image, clone.uuid, read(new URL(cloned)))).toBe('kept');
    expect(await inside(image, uuid, read(new URL(internal_db_url)))).toBe('kept');
    await api().delete(`/databases/${clone.uuid}`);
  });

  if (!encrypted)
    it('keeps its data through a restart', async () => {
      const idOf = async () =>
        (await fixture.host.exec(['docker', 'inspect', '--format', '{{.Id}}', uuid])).stdout;
      const old = await idOf();
      await api().post(`/databases/${uuid}/restart`, {});
      await expect.poll(idOf, { timeout: 120_000 }).not.toBe(old);
      const { internal_db_url } = await api().get(`/databases/${uuid}`);
      await expect
        .poll(() => inside(image, uuid, read(new URL(internal_db_url))), { timeout: 120_000 })
        .toBe('kept');
    });

  if (encrypted)
    it('encrypts its connections from its next restart, with a certificate that its clients check', async () => {
      const { internal_db_url } = await encrypt(uuid);
      const url = new URL(internal_db_url);
      const [{ certificate }] = await api().get(`/databases/${uuid}/certificate-authorities`);
      const asked = encrypted(url);
      const trusting = (authority: string) =>
        inside(image, uuid, ['sh', '-c', 'printf "%s" "$0" >/tmp/ca.crt; exec "$@"', authority, ...asked]);
      expect(await trusting(certificate)).toMatch(/TLS/);
      expect(await trusting(rootCertificates[0] ?? '')).toContain('failed');
    });

  it('is deleted with its volume', async () => {
    const { stdout } = await fixture.host.exec(['docker', 'volume', 'ls', '--quiet']);
    expect(stdout.split('\n')).toContain(`${engine}-data-${uuid}`);
    await api().delete(`/databases/${uuid}`);
    await expect
      .poll(
        () =>
          api()
            .get(`/databases/${uuid}`)
            .then(
              () => 'there',
              ({ status }) => status,
            ),
        { timeout: 120_000 },
      )
      .toBe(404);
    const left = await fixture.host.exec(['docker', 'volume', 'ls', '--quiet']);
    expect(left.stdout).not.toContain(uuid);
    const containers = await fixture.host.exec(['docker', 'ps', '--all', '--format', '{{.Names}}']);
    expect(containers.stdout).not.toContain(uuid);
  });
});

// Images that check what they are given: a start that does not suit them, or a client that could not sign in, fails.
// Dragonfly is not among them: it locks memory without a limit, which machines without CAP_SYS_RESOURCE refuse.
describe.each([
  ['mysql', 'mysql:8'],
  ['mongodb', 'mongo:7'],
  ['keydb', 'eqalpha/keydb:latest'],
] as const)('%s', (engine, image) => {
  it('is given what its image needs, at its first start and with TLS', async () => {
    await fixture.host.loadDatabaseImage(image);
    const { uuid } = await api().post(`/databases/${engine}`, { ...fixture.place, instant_deploy: true });
    await status(uuid, 'running:healthy');
    await encrypt(uuid);
    const { stdout } = await fixture.host.exec([
      ...['docker', 'exec', uuid, 'stat', '-c', '%U %a', '/run/gantry-tls', '/run/gantry-tls/server.key'],
    ]);
    const account = { mysql: 'mysql', mongodb: 'mongodb', keydb: 'keydb' }[engine];
    expect(stdout.trim().split('\n')).toEqual([`${account} 700`, `${account} 400`]);
    await api().delete(`/databases/${uuid}`);
  });
});
