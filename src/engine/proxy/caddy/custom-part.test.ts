import { describe, expect, it } from 'vitest';
import type { ComposeProblem } from '../../../domain/compose/problem';
import { sampleSpec } from '../../testing/sample-spec';
import { type CustomPart, customPartOf, managedPartOf, withCustomPart } from './custom-part';
import { parseCustomPart } from './parse-custom-part';
import { componentRoutes } from './routes';
import { emptyServers, withRoutesOf } from './servers';
import type { CaddyServers } from './types';

const spec = sampleSpec();
const routes = (key: string) =>
  componentRoutes({ key, routing: spec.component.routing, ports: { blue: 80, green: 80 } });
const served = withRoutesOf(emptyServers(), 'app0001', routes('app0001'));

function parsed(text: string): CustomPart {
  const outcome = parseCustomPart(text);
  if (!outcome.ok) throw new Error(outcome.problems.map(words).join('\n'));
  return outcome.value;
}

const words = ({ line, key, message }: ComposeProblem) => `${line} ${key ?? '-'}: ${message}`;

function refusals(text: string): string[] {
  const outcome = parseCustomPart(text);
  return outcome.ok ? [] : outcome.problems.map(words);
}

const idsOf = (servers: CaddyServers) => servers.gantry_http?.routes.map((route) => route['@id']);

const catchAll = `
gantry_http:
  read_timeout: 30s
  routes:
    - match: [{host: ['*.example.com']}]
      handle:
        - {handler: static_response, body: hello}
`;

describe('the custom part', () => {
  it('comes after the routes of components, those that are added later too', () => {
    const servers = withCustomPart(served, parsed(catchAll));
    const later = withRoutesOf(servers, 'app0002', routes('app0002'));
    const ids = idsOf(later) ?? [];
    expect(ids.at(-1)).toBe('gantry_fallback_gantry_http');
    expect(ids.at(-2)).toBe('gantry_custom-http-0');
    expect(ids.filter((id) => id?.startsWith('gantry_app000'))).toHaveLength(ids.length - 2);
    expect(later.gantry_http).toMatchObject({ listen: [':80'], read_timeout: '30s' });
  });

  it('is replaced as a whole, and taken apart from what Gantry makes', () => {
    const servers = withCustomPart(served, parsed(catchAll));
    expect(customPartOf(servers)).toEqual(parsed(catchAll));
    expect(managedPartOf(servers)).toEqual(served);
    expect(withCustomPart(servers, {})).toEqual(served);
    expect(customPartOf(served)).toEqual({});
  });

  it.each(['', '# nothing', '{}', 'null', '{"gantry_https": {"routes": []}}'])('may be empty: %s', (text) => {
    expect(idsOf(withCustomPart(served, parsed(text)))).toEqual(idsOf(served));
  });
});

const withHandler = (handler: string) => `gantry_http:\n  routes:\n    - handle: [${handler}]\n`;

describe('what is refused, with its place', () => {
  it.each([
    ['another server', 'srv0: {listen: [":80"]}', /^1 srv0: Only gantry_http/],
    ['the probe', 'gantry_probe: {routes: []}', /^1 gantry_probe: Only gantry_http/],
    [
      'where it listens',
      'gantry_http:\n  listen: [":22"]',
      /^2 gantry_http.listen: listen is reserved for Gantry/,
    ],
    ['certificates', 'gantry_https:\n  automatic_https: {disable: true}', /^2 .*automatic_https is reserved/],
    [
      'the id of a route',
      withHandler('{handler: error}').replace('- handle', '- "@id": gantry_x\n      handle'),
      /^3 .*@id/,
    ],
    ['files', withHandler('{handler: file_server, root: /}'), /^3 .*handler: Must be one of/],
    [
      'a unix socket',
      withHandler('{handler: reverse_proxy, upstreams: [{dial: unix//run/gantry/admin.sock}]}'),
      /dial: Must be host:port/,
    ],
    [
      'a placeholder as an upstream',
      withHandler('{handler: reverse_proxy, upstreams: [{dial: "{http.request.host}:80"}]}'),
      /dial/,
    ],
    [
      'files in a body',
      withHandler('{handler: static_response, body: "{file./run/gantry/key}"}'),
      /body: Placeholders of files/,
    ],
    [
      'the environment in a header',
      withHandler('{handler: static_response, headers: {A: ["{env.HOME}"]}}'),
      /Placeholders of files/,
    ],
    [
      'files in settings',
      withHandler('{handler: reverse_proxy, upstreams: [{dial: "a:1"}], load_balancing: {x: ["{file.x}"]}}'),
      /load_balancing/,
    ],
    [
      'certificates of the proxy',
      withHandler(
        '{handler: reverse_proxy, upstreams: [{dial: "a:1"}], transport: {protocol: http, tls: {client_certificate_file: x}}}',
      ),
      /client_certificate_file/,
    ],
    [
      'an expression',
      'gantry_http:\n  routes:\n    - match: [{expression: "1 == 1"}]\n      handle: [{handler: error}]',
      /^3 .*expression/,
    ],
    [
      'a subroute that hides one',
      withHandler('{handler: subroute, routes: [{handle: [{handler: templates}]}]}'),
      /^3 .*Must be one of/,
    ],
    ['a list', '- a', /^1 -: Must be a map/],
    ['what is no YAML', 'gantry_http: [', /^1 -|^2 -/],
    ['a large text', `# ${'x'.repeat(70_000)}`, /64 KB/],
    [
      'much of it',
      `gantry_http: {routes: [${'{handle: [{handler: error}]}, '.repeat(101)}]}`,
      /gantry_http.routes/,
    ],
  ])('%s', (_, text, expected) => expect(refusals(text).join('\n')).toMatch(expected));

  it('is not repeated', () => {
    expect(
      refusals(withHandler('{handler: static_response, body: "{file./a-secret-place}"}')).join(),
    ).not.toContain('a-secret-place');
  });
});
