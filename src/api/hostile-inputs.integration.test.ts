// Rules of the fields of projects, environments, private keys and servers, each through REST and through tRPC.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../http/testing';
import { type Body, HostileInputTest, type Operation } from './hostile-inputs.testing';
import {
  names,
  newKey,
  noAddresses,
  noPrivateKeys,
  reservedAddresses,
  serverFields,
  updatedServerFields,
} from './hostile-values.testing';

let inputs: HostileInputTest;
let test: TestServer;
let token: string;
let firstOrganizationToken: string;
let projectUuid: string;
let serverUuid: string;
let keyUuid: string;

beforeAll(async () => {
  inputs = await HostileInputTest.start();
  ({ test, token, firstOrganizationToken, projectUuid, serverUuid, keyUuid } = inputs);
});
afterAll(() => test.stop());

/**
 * Expect a refusal of exactly this field with a list of reasons, without the value in it and without anything stored.
 */
async function expectRefused(operation: Operation, body: Body, field: string): Promise<void> {
  const before = await inputs.rowCount();
  for (const [name, call, expected] of inputs.entryPoints) {
    const { status, fields } = await call(operation, body);
    expect({ name, status, refused: Object.keys(fields ?? {}) }).toEqual({
      name,
      status: expected,
      refused: [field],
    });
    const value = String(body[field]);
    if (value.length > 12) expect(JSON.stringify(fields)).not.toContain(value.slice(0, 80));
  }
  expect(await inputs.rowCount()).toBe(before);
}

describe('row 34: display names', () => {
  it.each(names)('%j is no name', async (name) => {
    await expectRefused(inputs.createProject(), { name }, 'name');
    await expectRefused(inputs.updateProject(), { name }, 'name');
    await expectRefused(inputs.createEnvironment(), { name }, 'name');
    await expectRefused(inputs.createKey(), { name, private_key: newKey() }, 'name');
    await expectRefused(inputs.createServer(), { ...inputs.newServer(), name }, 'name');
  });

  it('a description is any text, kept literally', async () => {
    const description = '<script>alert(1)</script>\n"quoted" {{x}}';
    for (const [, call] of inputs.entryPoints)
      expect((await call(inputs.updateProject(), { description })).status).toBeLessThan(300);
    const answer = await test.fetch('GET', `/api/v1/projects/${projectUuid}`, { token });
    expect(await answer.json()).toMatchObject({ description });
    await expectRefused(inputs.updateProject(), { description: 'a\u0000b' }, 'description');
    await expectRefused(inputs.updateProject(), { description: '\u001b]52;c;AAAA\u0007' }, 'description');
  });
});

describe('row 48: server address, port and user', () => {
  it.each(noAddresses)('%j is no address', async (ip) => {
    await expectRefused(inputs.createServer(), { ...inputs.newServer(), ip }, 'ip');
    await expectRefused(inputs.updateServer(), { ip }, 'ip');
    await expectRefused(inputs.scanHostKey(), { ip }, 'ip');
  });

  it.each(reservedAddresses)('%s is refused outside the first organization', async (ip) => {
    await expectRefused(inputs.createServer(), { ...inputs.newServer(), ip }, 'ip');
    await expectRefused(inputs.updateServer(), { ip }, 'ip');
    await expectRefused(inputs.scanHostKey(), { ip }, 'ip');
  });

  it('the machine itself and private networks are ordinary servers for those who run Gantry', async () => {
    const answer = await test.fetch('POST', '/api/v1/security/keys', {
      token: firstOrganizationToken,
      body: { private_key: newKey() },
    });
    const { uuid: private_key_uuid }: { uuid: string } = await answer.json();
    for (const ip of ['127.0.0.1', '10.1.2.3', 'localhost']) {
      expect(
        (await inputs.viaRest(inputs.createServer(), { ip, private_key_uuid }, firstOrganizationToken))
          .status,
      ).toBe(201);
    }
    const multicast = { ip: '224.0.0.1', private_key_uuid };
    expect((await inputs.viaRest(inputs.createServer(), multicast, firstOrganizationToken)).status).toBe(422);
    expect(
      (await inputs.viaRest(inputs.createServer(), { ...inputs.newServer(), ip: '192.168.7.7' })).status,
    ).toBe(201);
  });

  it.each(serverFields)('%s refuses %j', async (field, value) => {
    await expectRefused(inputs.createServer(), { ...inputs.newServer(), [field]: value }, field);
    await expectRefused(inputs.updateServer(), { [field]: value }, field);
  });

  it.each(updatedServerFields)('an update refuses %s %j', async (field, value) => {
    await expectRefused(inputs.updateServer(), { [field]: value }, field);
  });

  it.each(['MD5:00', 'SHA256:short', `SHA256:${'A'.repeat(42)};`])('%s is no fingerprint', async (text) => {
    await expectRefused(
      inputs.createServer(),
      { ...inputs.newServer(), host_key_fingerprint: text },
      'host_key_fingerprint',
    );
  });
});

describe('§3: private keys', () => {
  it.each(noPrivateKeys)('%s is refused', async (_, text) => {
    const private_key = text();
    await expectRefused(inputs.createKey(), { private_key }, 'private_key');
    await expectRefused(inputs.updateKey(), { private_key }, 'private_key');
  });

  it('base64 of a key is a key', async () => {
    for (const [, call] of inputs.entryPoints) {
      const private_key = Buffer.from(newKey()).toString('base64');
      expect((await call(inputs.createKey(), { private_key })).status).toBeLessThan(300);
    }
  });
});

describe('fields outside the contract', () => {
  it.each([
    ['organization_id', 'x'],
    ['uuid', 'aaaaaaaaaaaaaaaaaaaaaaaa'],
    ['created_at', '2020-01-01'],
    ['toString', 1],
    ['hasOwnProperty', 'x'],
  ])('%s is not allowed', async (field, value) => {
    await expectRefused(inputs.createProject(), { name: 'Name', [field]: value }, field);
    await expectRefused(inputs.createServer(), { ...inputs.newServer(), [field]: value }, field);
  });

  it('missing ones are named in words', async () => {
    for (const [, call, expected] of inputs.entryPoints) {
      const { status, fields } = await call(inputs.createServer(), { name: 'Server' });
      expect(status).toBe(expected);
      expect(fields).toEqual({
        ip: ['The ip field is required.'],
        private_key_uuid: ['The private key uuid field is required.'],
      });
    }
  });
});

describe('row 30: ids in paths', () => {
  const foreign = [
    '/projects/{id}',
    '/projects/{id}/environments',
    '/projects/{id}/production',
    '/security/keys/{id}',
  ];
  const ofServers = [
    '/servers/{id}',
    '/servers/{id}/resources',
    '/servers/{id}/domains',
    '/servers/{id}/validation',
    '/servers/{id}/proxy',
  ];

  it.each([...foreign, ...ofServers])(
    '%s answers one 404 to foreign, missing, wrong and malformed ids',
    async (path) => {
      const own = path.startsWith('/projects')
        ? projectUuid
        : path.startsWith('/servers')
          ? serverUuid
          : keyUuid;
      const wrongKind = path.startsWith('/servers') ? projectUuid : serverUuid;
      const answers = new Set<string>();
      const ids = [
        'a'.repeat(24),
        wrongKind,
        '1',
        'A%20B',
        '%00',
        '..%2f..',
        "'%20OR%201=1--",
        'x'.repeat(500),
      ];
      for (const [id, by] of [[own, firstOrganizationToken], ...ids.map((id) => [id, token])] as [
        string,
        string,
      ][]) {
        const answer = await test.fetch('GET', `/api/v1${path.replace('{id}', id)}`, { token: by });
        answers.add(`${answer.status} ${await answer.text()}`);
      }
      expect([...answers]).toEqual([
        expect.stringMatching(/^404 \{"message":"(Project|Private Key|Server) not found\."\}$/),
      ]);
      const seen = await test.fetch('GET', `/api/v1${path.replace('{id}', own)}`, { token });
      expect(seen.status).toBe(200);
    },
  );
});

describe('names in paths', () => {
  it.each(['%00', 'nothing', "'%20OR%201=1--", '%ff', 'x'.repeat(900)])(
    '%s is no environment',
    async (name) => {
      const answer = await test.fetch('GET', `/api/v1/projects/${projectUuid}/${name}`, { token });
      expect(answer.status).toBe(404);
    },
  );
});

describe('the domains of a server', () => {
  it('take the application from the query, though the path has a parameter of the same name', async () => {
    const path = `/api/v1/servers/${serverUuid}/domains`;
    const all = await test.fetch('GET', path, { token });
    expect([all.status, await all.json()]).toEqual([200, []]);
    const malformed = await test.fetch('GET', `${path}?uuid=%00`, { token });
    expect([malformed.status, await malformed.json()]).toEqual([404, { message: 'Application not found.' }]);
  });
});
