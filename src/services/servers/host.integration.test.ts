import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addServer } from '../../api/rows.testing';
import { openTestApi, type TestApi } from '../../api/testing';
import { organizationScopeOf } from '../context';
import { locateServer } from './address';
import { findServer } from './find';
import { unrecordedHostOf } from './host';

let test: TestApi;
let connections = 0;
const listener = createServer((socket) => {
  connections++;
  socket.destroy();
});
let port: number;

beforeAll(async () => {
  test = await openTestApi();
  await test.addOrganization(); // the first one, whose servers may be this machine
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const bound = listener.address();
  port = typeof bound === 'object' && bound ? bound.port : 0;
});
afterAll(async () => {
  listener.close();
  await test?.close();
});

it('a machine whose name leads to a forbidden address by now is not connected to', async () => {
  const organization = await test.addOrganization();
  const scope = organizationScopeOf(test.services, organization.id);
  const { id, uuid } = await addServer(test, organization, 'localhost');
  await scope.db.server.updateMany({ where: { id }, data: { port, hostKey: 'AAAA' } });
  const host = unrecordedHostOf(scope, await findServer(scope, uuid));
  await expect(host.run({ argv: ['true'], deadlineMs: 10_000 })).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringContaining('(loopback) are not allowed'),
  });
  expect(connections).toBe(0);
});

it('every address of a name is judged, each time again', async () => {
  const organization = await test.addOrganization();
  const server = { organizationId: organization.id, ip: 'machine.example' };
  const locate = (...addresses: string[]) => locateServer(test.services, server, async () => addresses);
  expect(await locate('203.0.113.7', '2001:db8::7')).toEqual(['203.0.113.7', '2001:db8::7']);
  expect(await locate()).toEqual([]);
  await expect(locate('203.0.113.7', '169.254.169.254')).rejects.toMatchObject({ code: 'bad_request' });
});
