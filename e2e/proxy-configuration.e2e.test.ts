// What users add to the configuration of a proxy: on a real Caddy, beside the routes of an application.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deployed } from './gantry/deployment';
import { type Fixture, imageApplication, openFixture } from './gantry/fixture';
import { visit } from './gantry/visit';

let fixture: Fixture;
let path: string;
beforeAll(async () => {
  fixture = await openFixture();
  const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://app.example' });
  await deployed(fixture.gantry, uuid);
  path = `/servers/${fixture.place.server_uuid}/proxy/configuration`;
});
afterAll(() => fixture?.close());

const rest = () => fixture.gantry.rest;
const save = async (text: string) => {
  const answer = await rest().raw('PUT', path, { configuration: Buffer.from(text).toString('base64') });
  return { status: answer.status, text: await answer.text() };
};
const answers = (host: string) => visit(fixture.host, host);
const inForce = async () => (await rest().get(path)).configuration;

const hello = (body: string) => `
gantry_http:
  routes:
    - match: [{host: [hello.example, app.example]}]
      handle: [{handler: static_response, body: ${body}}]
`;

it('serves routes of its own, takes over none of an application, and survives a lost proxy', async () => {
  expect((await save(hello('hello'))).status).toBe(200);
  expect(await answers('hello.example')).toEqual({ status: 200, body: 'hello' });
  expect((await answers('app.example')).body).toContain('version 1');
  const { managed_configuration: managed } = await rest().get(path);
  expect(managed).toContain('app.example');
  expect(managed).not.toContain('hello.example');

  const refused = await save('gantry_http:\n  trusted_proxies: {source: static, ranges: [nonsense]}\n');
  expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/proxy refused it/)]);
  expect(await inForce()).toBe(hello('hello'));
  expect(await answers('hello.example')).toEqual({ status: 200, body: 'hello' });

  // No request is read in so short a time.
  const tooShort = await save(`${hello('other')}  read_timeout: 1ns\n  read_header_timeout: 1ns\n`);
  expect([tooShort.status, tooShort.text]).toEqual([422, expect.stringMatching(/reverted/)]);
  expect(await answers('hello.example')).toEqual({ status: 200, body: 'hello' });
  expect((await answers('app.example')).body).toContain('version 1');
  const [failed, current] = await rest().get(`${path}/history`);
  expect([failed.problem === null, current.is_current]).toEqual([false, true]);

  expect((await save(hello('later'))).status).toBe(200);
  await rest().post(`${path}/history/${current.uuid}/revert`);
  expect(await answers('hello.example')).toEqual({ status: 200, body: 'hello' });

  await fixture.host.exec(['docker', 'rm', '-f', 'coolify-proxy']);
  await fixture.host.exec(['sh', '-c', 'rm -rf /var/lib/gantry/proxy/*']);
  await expect
    .poll(() => answers('hello.example').then(({ body }) => body), { timeout: 150_000, interval: 1000 })
    .toBe('hello');
  expect((await answers('app.example')).body).toContain('version 1');
});
