import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { beyondNames, sensitive } from '../domain/sensitive';
import { eventStream } from './event-stream';
import { type Disclosure, placesItsSecrets, walkerFor } from './redaction-walker';

function disclosure(change: Partial<Disclosure> = {}): Disclosure {
  const hidden = { showsSecrets: () => false, showsBeyondNames: false, projectUuid: null };
  return { ...hidden, removed: new Set(), ...change };
}

interface Sample {
  schema: z.ZodType;
  value: unknown;
}

/** Text that only secrets contain: finding it anywhere means that a secret was disclosed. */
const canary = 'canary-7f3a';
const secretText = fc.nat(999).map((n) => `${canary}-${n}`);
const plainText = fc.constantFrom('', 'a', 'name', '{"json":true}');
const key = fc.constantFrom('a', 'b', 'c', 'd', 'token', 'name', '__proto', 'length');

const secret: fc.Arbitrary<Sample> = fc
  .tuple(secretText, fc.boolean(), fc.constantFrom(sensitive, beyondNames))
  .chain(([text, isDeep, mark]) =>
    fc.constantFrom<Sample>(
      { schema: mark(z.string()), value: isDeep ? text : `${text}!` },
      { schema: mark(z.string().nullable()), value: text },
      { schema: mark(z.string()).nullable(), value: text },
      { schema: mark(z.object({ inner: z.array(z.string()) })), value: { inner: [text] } },
    ),
  );

const plain: fc.Arbitrary<Sample> = fc.oneof(
  plainText.map((value) => ({ schema: z.string(), value })),
  fc.integer().map((value) => ({ schema: z.number(), value })),
  fc.constant({ schema: z.unknown(), value: null }),
);

/** Schemas of every shape that outputs have, each with a value; only members of objects are marked. */
const { sample } = fc.letrec<{ sample: Sample; object: Sample }>((tie) => ({
  sample: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    plain,
    tie('object'),
    tie('object').map(({ schema, value }) => ({ schema: schema.optional(), value })),
    tie('object').map(({ schema, value }) => ({ schema: schema.nullable(), value })),
    tie('sample').map(({ schema, value }) => ({ schema: z.array(schema), value: [value, value] })),
    tie('sample').map(({ schema, value }) => ({ schema: z.record(z.string(), schema), value: { k: value } })),
    tie('sample').map(({ schema, value }) => ({ schema: z.tuple([z.number(), schema]), value: [1, value] })),
    tie('sample').map(({ schema, value }) => ({ schema: schema.readonly(), value })),
    tie('sample').map(({ schema, value }) => ({ schema: z.lazy(() => schema), value })),
    tie('object').map(({ schema, value }) => ({ schema: z.intersection(z.looseObject({}), schema), value })),
    tie('object').map(({ schema, value }) => ({ schema: z.union([z.number(), schema]), value })),
    // An option that accepts anything is before the one that marks the secrets.
    tie('object').map(({ schema, value }) => ({ schema: z.union([z.looseObject({}), schema]), value })),
  ),
  object: fc
    .array(fc.tuple(key, fc.oneof(secret, tie('sample'))), { minLength: 1, maxLength: 4 })
    .map((members) => ({
      schema: z.object(Object.fromEntries(members.map(([name, { schema }]) => [name, schema]))),
      value: Object.fromEntries(members.map(([name, { value }]) => [name, value])),
    })),
}));

describe('the walker', () => {
  it('lets no marked value through, in any shape', () => {
    fc.assert(
      fc.property(sample, ({ schema, value }) => {
        const parsed = schema.parse(value);
        const left = walkerFor(schema)?.(parsed, disclosure()) ?? parsed;
        expect(JSON.stringify(left) ?? '').not.toContain(canary);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves everything to those who may see it', () => {
    const all = { showsSecrets: () => true, showsBeyondNames: true };
    fc.assert(
      fc.property(sample, ({ schema, value }) => {
        const parsed = schema.parse(value);
        expect(walkerFor(schema)?.(parsed, disclosure(all)) ?? parsed).toEqual(parsed);
      }),
    );
  });

  it('changes a copy', () => {
    const schema = z.object({ a: sensitive(z.string()), b: z.object({ c: sensitive(z.string()) }) });
    const value = Object.freeze({ a: 'x', b: Object.freeze({ c: 'y' }) });
    expect(walkerFor(schema)?.(value, disclosure())).toEqual({ b: {} });
    expect(value).toEqual({ a: 'x', b: { c: 'y' } });
  });

  it('ends where a schema contains itself', () => {
    interface Tree {
      token?: string | undefined;
      children: Tree[];
    }
    const tree: z.ZodType<Tree> = z.object({
      token: sensitive(z.string()),
      children: z.array(z.lazy(() => tree)),
    });
    const value = { token: 'x', children: [{ token: 'y', children: [] }] };
    expect(walkerFor(tree)?.(value, disclosure())).toEqual({ children: [{ children: [] }] });
  });

  it('is none where nothing is marked', () => {
    expect(walkerFor(z.array(z.object({ a: z.string(), b: z.record(z.string(), z.number()) })))).toBeNull();
  });

  it('goes by the project that an object names, and so do its members', () => {
    const schema = z.object({
      project_uuid: z.string(),
      part: z.object({ token: sensitive(z.string()) }),
    });
    const mine = disclosure({ showsSecrets: (project) => project === 'mine' });
    const value = (project_uuid: string) => ({ project_uuid, part: { token: 'x' } });
    expect(walkerFor(schema)?.(value('mine'), mine)).toEqual(value('mine'));
    expect(walkerFor(schema)?.(value('other'), mine)).toEqual({ project_uuid: 'other', part: {} });
    expect([...mine.removed]).toEqual(['token']);
  });
});

describe('whether secrets name their project', () => {
  const token = sensitive(z.string());
  it.each([
    ['without secrets', z.object({ name: z.string() }), true],
    ['beside their project', z.object({ project_uuid: z.string(), token }), true],
    ['below it', z.array(z.object({ project_uuid: z.string(), part: z.object({ token }) })), true],
    ['anywhere else', z.object({ part: z.object({ project_uuid: z.string() }), token }), false],
    ['in an event', eventStream(z.object({ token })), false],
  ])('%s', (_, schema, expected) => expect(placesItsSecrets(schema)).toBe(expected));
});
