import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { newUuid } from '../../lib/random';
import { generateSshKey, parseSshKey } from '../../lib/ssh-key';
import { addApplication, addServer } from '../rows.testing';
import { type ApiCaller, openTestApi, type TestApi, type TestOrganization } from '../testing';

let test: TestApi;
let ours: TestOrganization;
let owner: ApiCaller;
let stranger: ApiCaller;

beforeAll(async () => {
  test = await openTestApi();
  ours = await test.addOrganization();
  owner = ours.as('owner');
  stranger = (await test.addOrganization()).as('owner');
});
afterAll(() => test.close());

/** Encodings of one key differ in their check integers (PROTOCOL.key), so keys are compared by fingerprint. */
const fingerprintOf = (pem: string | undefined) => parseSshKey(new Secret(pem ?? '')).fingerprint;
const newPem = () => generateSshKey().privateKey.reveal();
const refusal = (fields: Record<string, unknown>) =>
  expect.objectContaining({ code: 'BAD_REQUEST', cause: expect.objectContaining({ fields }) });
const missing = expect.objectContaining({ code: 'NOT_FOUND', message: 'Private Key not found.' });

describe('private keys', () => {
  it('are stored as our own encoding of the parsed key, sealed', async () => {
    const pkcs1 = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs1',
      format: 'pem',
    });
    const pasted = `\r\n${String(pkcs1).replaceAll('\n', '\r\n')}\r\n`;
    const { uuid } = await owner.privateKey.create({ name: 'Deploy', private_key: pasted });
    const key = await owner.privateKey.get({ uuid });
    expect(Object.keys(key)).toEqual([
      'id',
      'uuid',
      'description',
      'name',
      'fingerprint',
      'is_git_related',
      'is_used_for_repositories',
      'is_used_for_servers',
      'private_key',
      'public_key',
      'team_id',
      'created_at',
      'updated_at',
    ]);
    expect(key.private_key).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----/);
    expect(key).toMatchObject({
      name: 'Deploy',
      team_id: ours.no,
      public_key: expect.stringMatching(/^ssh-rsa /),
    });
    const row = await test.database.unscoped.privateKey.findUniqueOrThrow({ where: { uuid } });
    expect(Buffer.from(row.privateKeySealed).includes('PRIVATE KEY')).toBe(false);
  });

  it('may be pasted as base64, and get a name from the key', async () => {
    const pem = newPem();
    const { uuid } = await owner.privateKey.create({ private_key: Buffer.from(pem).toString('base64') });
    const key = await owner.privateKey.get({ uuid });
    expect(fingerprintOf(key.private_key)).toBe(fingerprintOf(pem));
    expect(key.fingerprint).toBe(fingerprintOf(pem));
    expect(key.name).toMatch(/^ed25519 \w+$/);
  });

  it('refuse a second key of the same fingerprint in the organization, also when two calls race', async () => {
    const private_key = newPem();
    const calls = await Promise.allSettled([1, 2, 3].map(() => owner.privateKey.create({ private_key })));
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(owner.privateKey.create({ private_key })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: 'Private key already exists.',
    });
    await expect(stranger.privateKey.create({ private_key })).resolves.toHaveProperty('uuid');
  });

  it('are updated by path or by body, and need the key', async () => {
    const { uuid } = await owner.privateKey.create({ name: 'Old', private_key: newPem() });
    const private_key = newPem();
    expect(await owner.privateKey.update({ uuid, private_key, name: 'New' })).toEqual({ uuid });
    expect(fingerprintOf((await owner.privateKey.get({ uuid })).private_key)).toBe(
      fingerprintOf(private_key),
    );
    expect(await owner.privateKey.updateByBody({ uuid, private_key, description: 'same key' })).toEqual({
      uuid,
    });
    expect(await owner.privateKey.get({ uuid })).toMatchObject({ name: 'New', description: 'same key' });
    // The client's type already forbids these bodies; REST callers can send them.
    const untyped = owner.privateKey.updateByBody as (input: unknown) => Promise<unknown>;
    await expect(untyped({ private_key })).rejects.toEqual(
      refusal({ uuid: ['The uuid field is required.'] }),
    );
    await expect(untyped({ uuid, name: 'x' })).rejects.toEqual(
      refusal({ private_key: ['The private key field is required.'] }),
    );
  });

  it('cannot be deleted while a server uses them', async () => {
    const server = await addServer(test, ours);
    const used = await test.database.unscoped.privateKey.findUniqueOrThrow({
      where: { id: server.privateKeyId },
    });
    await expect(owner.privateKey.delete({ uuid: used.uuid })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: 'Private Key is in use and cannot be deleted.',
    });
    const { uuid } = await owner.privateKey.generate({ name: 'Generated' });
    expect(await owner.privateKey.delete({ uuid })).toEqual({ message: 'Private Key deleted.' });
    await expect(owner.privateKey.get({ uuid })).rejects.toEqual(missing);
  });

  it('say when they open servers and read repositories', async () => {
    const { privateKeyId: id } = await addServer(test, ours, 'uses.example');
    const { uuid } = await test.database.unscoped.privateKey.findUniqueOrThrow({ where: { id } });
    expect(await owner.privateKey.get({ uuid })).toMatchObject({
      is_used_for_servers: true,
      is_used_for_repositories: false,
    });
    const project = await owner.project.create({ name: 'Uses of a key' });
    const workload = await addApplication(test, ours, project.uuid);
    await test.database.unscoped.application.update({
      where: { id: workload.id },
      data: { privateKeyId: id },
    });
    const listed = (await owner.privateKey.list({})).find((key) => key.uuid === uuid);
    expect(listed).toMatchObject({ is_used_for_servers: true, is_used_for_repositories: true });
  });

  it('are "not there" for another organization', async () => {
    const { uuid } = await owner.privateKey.generate({});
    const private_key = newPem();
    for (const [caller, id] of [
      [stranger, uuid],
      [owner, newUuid()],
      [owner, '\0'],
    ] as const) {
      await expect(caller.privateKey.get({ uuid: id })).rejects.toEqual(missing);
      await expect(caller.privateKey.update({ uuid: id, private_key })).rejects.toEqual(missing);
      await expect(caller.privateKey.delete({ uuid: id })).rejects.toEqual(missing);
    }
  });

  it('show their private half only to a key with read:sensitive', async () => {
    const { uuid } = await owner.privateKey.generate({});
    const reader = ours.withRedaction('owner', ['read']);
    expect(await reader.api.privateKey.get({ uuid })).not.toHaveProperty('private_key');
    expect([...reader.redactedFields]).toEqual(['private_key']);
    expect(JSON.stringify(await reader.api.privateKey.list({}))).not.toContain('PRIVATE KEY');
    const trusted = ours.as('owner', ['read:sensitive']);
    expect(await trusted.privateKey.get({ uuid })).toHaveProperty('private_key');
    const member = ours.as('member', ['read:sensitive']);
    const named = await member.privateKey.get({ uuid });
    expect(named).not.toHaveProperty('private_key');
    expect(named).not.toHaveProperty('public_key');
  });
});
