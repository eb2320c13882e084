import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPermission } from '../../domain/permission/vocabulary';
import { surfacePrefixes } from '../rest/operations';
import { entrances, procedures } from './router.testing';
import { send } from './send.testing';
import { openWorld, type World } from './world.testing';

/** The definition of every procedure. */
let world: World;
const documents = new Map<string, { paths: Record<string, Record<string, unknown>> }>();
beforeAll(async () => {
  world = await openWorld();
  for (const surface of ['v1', 'v2'] as const) {
    const answer = await world.server.fetch('GET', `${surfacePrefixes[surface]}/openapi.json`);
    documents.set(surface, await answer.json());
  }
});
afterAll(() => world.stop());

const operations = procedures.flatMap(({ operation }) => (operation ? [operation] : []));
const paths = (found: readonly { path: string }[]) => found.map(({ path }) => path);

describe('every procedure', () => {
  it('declares a scope, or that it needs none', () => {
    const known = (action: string) => action === 'open' || action === 'signed-in' || isPermission(action);
    expect(paths(procedures.filter(({ action }) => !known(action)))).toEqual([]);
  });

  it('has a class of the rate limits', () => {
    expect(paths(procedures.filter(({ meta }) => meta.rate === undefined || meta.rate === 'none'))).toEqual(
      [],
    );
  });

  it('that changes something says what, for the audit trail, and that reads says nothing', () => {
    const wrong = procedures.filter(({ type, meta }) => (type === 'mutation') !== (meta.audit !== undefined));
    expect(paths(wrong)).toEqual([]);
  });

  it('that anyone may call and that takes a secret or changes something is limited by address', () => {
    const open = procedures.filter(({ action, type }) => action === 'open' && type === 'mutation');
    const limited = new Set(['login', 'otp', 'feedback', 'webhook']);
    expect(paths(open.filter(({ meta }) => !limited.has(meta.rate ?? 'none')))).toEqual([]);
  });
});

/** Reads that the contract of v1 also has as a POST. */
const readsByPost = new Set(['stackApplication.logsByPost']);

describe('every operation', () => {
  it('is sent as what it is: reads by GET, changes by another method; some questions are asked by POST', () => {
    const wrong = operations.filter(
      ({ procedure, type, rest, surface }) =>
        (rest.method === 'GET') !== (type !== 'mutation') &&
        !(surface === 'v2' && type === 'query') &&
        !readsByPost.has(procedure),
    );
    expect(wrong.map(({ procedure }) => procedure)).toEqual([]);
  });

  it('has a path of its own', () => {
    const places = operations.map(
      ({ rest, surface }) => `${surface} ${rest.method} ${rest.path.replaceAll(/\{\w+\}/g, '{}')}`,
    );
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });

  it('is in the document of its surface', () => {
    const absent = operations.filter(
      ({ rest, surface }) => !documents.get(surface)?.paths[rest.path]?.[rest.method.toLowerCase()],
    );
    expect(absent.map(({ procedure }) => procedure)).toEqual([]);
  });

  it('is all that its document shows, but for the older GET forms', () => {
    const known = new Set(operations.map(({ rest, surface }) => `${surface} ${rest.method} ${rest.path}`));
    const shown = [...documents].flatMap(([surface, document]) =>
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods)
          .filter((method) => !Reflect.get(Object(methods[method]), 'deprecated'))
          .map((method) => `${surface} ${method.toUpperCase()} ${path}`),
      ),
    );
    expect(shown.filter((place) => !known.has(place))).toEqual([]);
  });

  it.each(entrances.filter(({ via }) => via === 'rest'))(
    '$name has the state of its limit',
    async (entrance) => {
      const token = entrance.action === 'open' ? undefined : await world.server.key(['deploy']);
      const { headers } = await send(world.server, entrance, { token });
      for (const name of ['limit', 'remaining', 'reset'])
        expect(Number(headers.get(`x-ratelimit-${name}`)), name).toBeGreaterThanOrEqual(0);
      expect(headers.get('x-ratelimit-limit')).not.toBeNull();
    },
  );
});
