import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUuid } from '../../lib/random';
import { type ApiCaller, openTestApi, type TestApi } from '../testing';

const migration = new URL(
  '../../../prisma/migrations/20261129015500_server_address/migration.sql',
  import.meta.url,
);
const inUse = { code: 'BAD_REQUEST', message: 'A server with this IP/Domain is already in use.' };

let test: TestApi;
let owner: ApiCaller;
let stranger: ApiCaller;

beforeAll(async () => {
  test = await openTestApi();
  owner = (await test.addOrganization()).as('owner');
  stranger = (await test.addOrganization()).as('owner');
});
afterAll(() => test?.close());

async function create(api: ApiCaller, ip: string, port: number) {
  const { uuid: private_key_uuid } = await api.privateKey.generate({});
  return (await api.server.create({ ip, port, private_key_uuid })).uuid;
}

describe('the address of a server', () => {
  it('is refused to a second server of the organization on any port, also when calls race', async () => {
    const ports = [22, 2222, 2223, 2224];
    const calls = await Promise.allSettled(ports.map((port) => create(owner, 'once.example', port)));
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(create(owner, 'ONCE.example', 2225)).rejects.toMatchObject(inUse);
    const uuid = await create(owner, '2001:db8:0::1', 22);
    await expect(create(owner, '2001:db8::1', 2222)).rejects.toMatchObject(inUse);
    await expect(owner.server.update({ uuid, ip: 'once.example', port: 2226 })).rejects.toMatchObject(inUse);
    await expect(create(stranger, 'once.example', 2222)).resolves.toEqual(expect.any(String));
  });

  it('is free again when its server is deleted or moves', async () => {
    const uuid = await create(owner, 'moves.example', 22);
    await owner.server.update({ uuid, ip: 'moved.example' });
    const other = await create(owner, 'moves.example', 2222);
    await owner.server.delete({ uuid: other });
    await create(owner, 'moves.example', 22);
  });
});

describe('servers that share an address since before that was refused', () => {
  let shared: string[];

  beforeAll(async () => {
    const { pool } = test.database;
    const first = await create(owner, 'shared.example', 22);
    await pool.query('DROP TRIGGER servers_claim_address ON servers');
    await pool.query('DROP TRIGGER servers_address_left ON servers');
    await pool.query('DROP TRIGGER servers_address_deleted ON servers');
    await pool.query('DROP FUNCTION claim_server_address, pass_server_address_on');
    await pool.query('ALTER TABLE servers DROP COLUMN shares_address'); // and its index
    shared = [first];
    for (const port of [2222, 2223]) {
      const uuid = newUuid();
      const row = [uuid, port, first];
      await pool.query(
        `INSERT INTO servers (uuid, organization_id, name, ip, port, private_key_id, updated_at)
         SELECT $1, organization_id, 'old', ip, $2, private_key_id, now() FROM servers WHERE uuid = $3`,
        row,
      );
      shared.push(uuid);
    }
    await pool.query(await readFile(migration, 'utf8'));
  });

  it('stay, can be changed, and let no further one in', async () => {
    const [, second = ''] = shared;
    await owner.server.update({ uuid: second, name: 'renamed', port: 2322 });
    expect(await owner.server.get({ uuid: second })).toMatchObject({ ip: 'shared.example', port: 2322 });
    await expect(create(owner, 'shared.example', 2229)).rejects.toMatchObject(inUse);
  });

  it('keep others out until the last has left, and do not come back', async () => {
    const [first = '', second = '', third = ''] = shared;
    await owner.server.delete({ uuid: first });
    await expect(create(owner, 'shared.example', 2229)).rejects.toMatchObject(inUse);
    await owner.server.update({ uuid: third, ip: 'elsewhere.example' });
    await expect(owner.server.update({ uuid: third, ip: 'shared.example' })).rejects.toMatchObject(inUse);
    await expect(create(owner, 'elsewhere.example', 2229)).rejects.toMatchObject(inUse);
    await owner.server.update({ uuid: second, ip: 'away.example' });
    await create(owner, 'shared.example', 2229);
  });
});
