// Environment values, read back from the process that got them.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deployed } from './gantry/deployment';
import { type Fixture, imageApplication, openFixture } from './gantry/fixture';
import { visit } from './gantry/visit';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

const everyByte = Array.from({ length: 255 }, (_, index) => String.fromCharCode(index + 1)).join('');
const wicked = [
  everyByte,
  'pa$$word # not a comment',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a value that looks like a template
  'it\'s "quoted" and `run` $(id) ${HOME}',
  '  leading and trailing  ',
  'line\nline\r\n\ttab\\n',
  '{{notAReference}} {{ team.X }}',
  '🚀 ünïcödé ﷽',
  '',
  'x'.repeat(64 * 1024),
];

/** NUL-separated `key=value` of process 1, as bytes. */
async function environmentOf(domain: string): Promise<Map<string, Buffer>> {
  const { body } = await visit(fixture.host, domain, '/cgi-bin/environ');
  const entries = body.split('\0').filter((entry) => entry !== '');
  return new Map(
    entries.map((entry) => [
      entry.slice(0, entry.indexOf('=')),
      Buffer.from(entry.slice(entry.indexOf('=') + 1), 'latin1'),
    ]),
  );
}

it('every value arrives byte for byte, with the variables that Gantry adds', async () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 500 })
    .filter((value) => !value.includes('\0') && value.isWellFormed());
  const values = [...wicked, ...fc.sample(text, 60)];
  const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://env.example' });
  const data = values.map((value, index) => ({ key: `VALUE_${index}`, value }));
  const written = await fixture.gantry.rest.patch(`/applications/${uuid}/envs/bulk`, { data });
  expect(written.map(({ value }: { value: string }) => value)).toEqual(values);
  await deployed(fixture.gantry, uuid);
  const environment = await environmentOf('env.example');
  for (const [index, value] of values.entries())
    expect(
      environment.get(`VALUE_${index}`)?.equals(Buffer.from(value)),
      `VALUE_${index} ${JSON.stringify(value)}`,
    ).toBe(true);
  const added = Object.fromEntries(
    ['PORT', 'HOST', 'COOLIFY_RESOURCE_UUID', 'GANTRY_FQDN', 'COOLIFY_URL'].map((key) => [
      key,
      String(environment.get(key)),
    ]),
  );
  expect(added).toEqual({
    PORT: '8080',
    HOST: '0.0.0.0',
    COOLIFY_RESOURCE_UUID: uuid,
    GANTRY_FQDN: 'env.example',
    COOLIFY_URL: 'http://env.example',
  });
});

it('a changed variable is in the next deployment, and a user’s value wins over an injected one', async () => {
  const uuid = await imageApplication(fixture, 'gantry-test/web:1', { domains: 'http://changed.example' });
  await fixture.gantry.rest.post(`/applications/${uuid}/envs`, { key: 'COLOR', value: 'red' });
  await deployed(fixture.gantry, uuid);
  await fixture.gantry.rest.patch(`/applications/${uuid}/envs`, {
    key: 'COLOR',
    value: 'blue',
    is_runtime: true,
  });
  await fixture.gantry.rest.post(`/applications/${uuid}/envs`, { key: 'HOST', value: 'mine' });
  await deployed(fixture.gantry, uuid);
  const environment = await environmentOf('changed.example');
  expect([String(environment.get('COLOR')), String(environment.get('HOST'))]).toEqual(['blue', 'mine']);
});
