// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose files have variables of their own
import { describe, expect, it } from 'vitest';
import type { MagicVariables } from '../../domain/compose/variables';
import { Secret } from '../../domain/secret';
import { revealed } from './compose.testing';
import { magicVariables } from './magic';
import { parseMagicName } from './magic-name';
import { addressValues, createMagicValues } from './magic-values';
import { parseCompose } from './parse';
import { composeVariables } from './variables';

function magicOf(text: string): MagicVariables {
  const outcome = parseCompose(text);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  return magicVariables(outcome.value);
}

const service = (name: string, environment: string): string =>
  `services:\n  ${name}:\n    image: x\n    environment: ${environment}\n`;

describe('parseMagicName', () => {
  it.each([
    'SERVICE_OPENAI_API_KEY',
    'SERVICE_EMAIL_SMTP',
    'SERVICE_ROLE_KEY',
    'SERVICE_PASSWORD',
    'SERVICE_HEX_X',
    'MY_SERVICE_URL_X',
  ])('%s is an ordinary variable', (name) => expect(parseMagicName(name)).toBeNull());
});

describe('magicVariables', () => {
  it('makes URL and FQDN of each other, with and without the port', () => {
    const magic = magicOf(service('my-app', '[SERVICE_URL_MY_APP_3000]'));
    expect(magic.variables.map(({ name }) => name)).toEqual([
      'SERVICE_URL_MY_APP',
      'SERVICE_URL_MY_APP_3000',
      'SERVICE_FQDN_MY_APP',
      'SERVICE_FQDN_MY_APP_3000',
    ]);
    expect(magic.domains).toEqual([{ label: 'my-app', service: 'my-app', port: 3000, path: '/' }]);
  });

  it.each([
    ['hyphens', 'my-app', '[SERVICE_URL_MY-APP_80]', 'my-app', 80],
    ['dots', 'my.app', '{SERVICE_FQDN_MY_APP: }', 'my-app', null],
    ['another spelling', 'uptime-kuma', '[SERVICE_URL_UPTIMEKUMA_3001]', 'uptimekuma', 3001],
    ['digits that belong to the name', 'app_3000', '[SERVICE_URL_APP_3000]', 'app-3000', null],
  ])('finds the service of a name with %s', (_, name, environment, label, port) => {
    expect(magicOf(service(name, environment)).domains).toEqual([{ label, service: name, port, path: '/' }]);
  });

  it('appends a path, takes a port from any use, and gives a second port a domain of its own', () => {
    const text = service('app', '[SERVICE_FQDN_APP_3000=/api, "X=${SERVICE_URL_APP}", SERVICE_URL_APP_9000]');
    expect(magicOf(text).domains).toEqual([
      { label: 'app', service: 'app', port: 3000, path: '/api' },
      { label: 'app-9000', service: 'app', port: 9000, path: '/' },
    ]);
  });

  it('gives a name that is only read to the service it names, or to the domain that is there', () => {
    const text = `${service('app', '[SERVICE_URL_APP_80, "A=${SERVICE_FQDN_OTHERWISE}", "B=${SERVICE_URL_API}"]')}  api: {image: x}\n`;
    expect(magicOf(text).domains.map(({ label, service: name }) => [label, name])).toEqual([
      ['app', 'app'],
      ['api', 'api'],
    ]);
  });
});

describe('createMagicValues', () => {
  const magic = magicOf(
    service(
      'app',
      JSON.stringify(
        'USER LOWERCASEUSER PASSWORD PASSWORD_64 PASSWORDWITHSYMBOLS PASSWORDWITHSYMBOLS_64 BASE64 BASE64_32 BASE64_64 BASE64_128 REALBASE64 REALBASE64_32 REALBASE64_64 REALBASE64_128 HEX_32 HEX_64 HEX_128 SUPABASEANON SUPABASESERVICE NAME'
          .split(' ')
          .map((kind) => (kind === 'NAME' ? 'SERVICE_NAME_APP' : `SERVICE_${kind}_X`)),
      ),
    ),
  );
  const now = new Date('2026-01-01T00:00:00Z');
  const values = createMagicValues(magic, new Map(), now);
  const value = (name: string): string => values.get(`SERVICE_${name}`)?.reveal() ?? '';

  it.each([
    ['USER_X', /^[A-Za-z0-9]{16}$/],
    ['LOWERCASEUSER_X', /^[a-z0-9]{16}$/],
    ['PASSWORD_X', /^[A-Za-z0-9]{32}$/],
    ['PASSWORD_64_X', /^[A-Za-z0-9]{64}$/],
    ['PASSWORDWITHSYMBOLS_X', /^[^\s'"`$\\&]{32}$/],
    ['PASSWORDWITHSYMBOLS_64_X', /^[^\s'"`$\\&]{64}$/],
    ['BASE64_X', /^[A-Za-z0-9]{32}$/],
    ['BASE64_32_X', /^[A-Za-z0-9]{32}$/],
    ['BASE64_64_X', /^[A-Za-z0-9]{64}$/],
    ['BASE64_128_X', /^[A-Za-z0-9]{128}$/],
    ['HEX_32_X', /^[0-9a-f]{32}$/],
    ['HEX_64_X', /^[0-9a-f]{64}$/],
    ['HEX_128_X', /^[0-9a-f]{128}$/],
    ['NAME_APP', /^app$/],
    ['PASSWORD_JWT', /^[A-Za-z0-9]{32}$/],
  ])('SERVICE_%s', (name, form) => expect(value(name)).toMatch(form));

  it.each([
    ['REALBASE64_X', 32],
    ['REALBASE64_32_X', 32],
    ['REALBASE64_64_X', 64],
    ['REALBASE64_128_X', 128],
  ])('SERVICE_%s is base64 of %i bytes', (name, bytes) =>
    expect(Buffer.from(value(name), 'base64')).toHaveLength(bytes),
  );

  it('signs the roles for 100 years', () => {
    const claims: unknown = JSON.parse(
      Buffer.from(value('SUPABASESERVICE_X').split('.')[1] ?? '', 'base64url').toString(),
    );
    expect(claims).toEqual({ iss: 'supabase', iat: 1767225600, exp: 4922899200, role: 'service_role' });
  });

  it('never makes again what is stored', () => {
    const stored = new Map([['SERVICE_PASSWORD_X', new Secret('kept')]]);
    expect(createMagicValues(magic, stored, now).has('SERVICE_PASSWORD_X')).toBe(false);
  });
});

it('spells addresses', () => {
  const magic = magicOf(service('app', '[SERVICE_FQDN_APP_3000=/api]'));
  const values = addressValues(
    magic,
    new Map([['app', { scheme: 'https' as const, host: 'a.example.com', path: '/api' }]]),
  );
  expect(revealed(Object.fromEntries(values))).toEqual({
    SERVICE_URL_APP: 'https://a.example.com/api',
    SERVICE_URL_APP_3000: 'https://a.example.com:3000/api',
    SERVICE_FQDN_APP: 'a.example.com/api',
    SERVICE_FQDN_APP_3000: 'a.example.com:3000/api',
  });
});

it('lists the ordinary variables of a file with defaults and demands', () => {
  const outcome = parseCompose(
    service(
      'app',
      '{A: "${DB:-app}", B: "${KEY:?say it}", C: "$SERVICE_PASSWORD_X", D: , E: "${A1:-${A2:-x}}", F: "$$NOT"}',
    ),
  );
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  const found = composeVariables(outcome.value, magicVariables(outcome.value));
  expect(found.map(({ name, defaultValue, required }) => [name, defaultValue, required])).toEqual([
    ['DB', 'app', null],
    ['KEY', null, 'say it'],
    ['A2', 'x', null],
    ['A1', '${A2:-x}', null],
    ['D', null, null],
  ]);
});
