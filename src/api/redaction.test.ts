import { tracked } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Principal } from '../auth/context';
import { principalWith } from '../auth/principal.testing';
import type { Ability } from '../domain/permission/ability';
import type { Role } from '../domain/permission/role-matrix';
import { beyondNames, sensitive } from '../domain/sensitive';
import { eventStream, isAsyncIterable, resumableEventStream } from './event-stream';
import { createRedactor, mayReadSensitive } from './redaction';

const secret = 'canary-4f1d';

function redact(schema: z.ZodType, data: unknown, principal: Principal) {
  const response = { redactedFields: new Set<string>(), headers: {} };
  const result: { ok: boolean; data?: unknown } = createRedactor(schema, 'application').after(
    { ok: true, data },
    { response, principal, object: null },
  );
  return { data: result.data, removed: [...response.redactedFields] };
}

const reader = principalWith('owner', ['read']);

describe('whether secrets may leave', () => {
  const cases: [Role, Ability[] | null, boolean][] = [
    ['owner', null, true],
    ['admin', null, true],
    ['member', null, false],
    ['owner', ['root'], true],
    ['owner', ['read:sensitive'], true],
    ['owner', ['inherit'], true],
    ['owner', ['read'], false],
    ['owner', ['read', 'write', 'deploy'], false],
    ['member', ['read'], false],
    ['member', ['inherit'], false],
  ];
  it.each(cases)('%s with %j: %s', (role, abilities, expected) => {
    expect(mayReadSensitive(principalWith(role, abilities))).toBe(expected);
  });
});

describe('marked fields', () => {
  const item = z.object({ name: z.string(), value: sensitive(z.string()) });
  const value = { name: 'n', value: secret };
  const shapes: [string, z.ZodType, unknown][] = [
    ['of an object', item, value],
    ['of a list', z.array(item), [value, value]],
    ['of an optional member', z.object({ a: item.optional() }), { a: value }],
    ['of a member that may be null', z.object({ a: item.nullable() }), { a: value }],
    ['of a union', z.union([z.string(), item]), value],
    ['deep below', z.object({ a: z.array(z.object({ b: item })) }), { a: [{ b: value }] }],
  ];

  it.each(shapes)('%s are omitted, and named', (_, schema, data) => {
    const answer = redact(schema, schema.parse(data), reader);
    expect(JSON.stringify(answer.data)).not.toContain(secret);
    expect(JSON.stringify(answer.data)).toContain('"name":"n"');
    expect(answer.removed).toEqual(['value']);
  });

  it.each(shapes)('%s stay for those who may read them', (_, schema, data) => {
    const answer = redact(schema, schema.parse(data), principalWith('owner', ['read:sensitive']));
    expect(answer).toEqual({ data, removed: [] });
  });

  it('are not named when they were not there', () => {
    expect(redact(item, { name: 'n' }, reader)).toEqual({ data: { name: 'n' }, removed: [] });
  });
});

describe('in the projects of a member', () => {
  const item = z.object({ project_uuid: z.string(), value: sensitive(z.string()) });
  const member = principalWith('member', null, {
    grants: [{ projectUuid: 'mine', abilities: ['read:sensitive'] }],
  });

  it('secrets stay where there is a grant', () => {
    const data = [
      { project_uuid: 'mine', value: 'a' },
      { project_uuid: 'other', value: secret },
    ];
    expect(redact(z.array(item), data, member)).toEqual({
      data: [{ project_uuid: 'mine', value: 'a' }, { project_uuid: 'other' }],
      removed: ['value'],
    });
  });

  it('secrets go where it is not known in which project', () => {
    expect(redact(z.object({ value: sensitive(z.string()) }), { value: secret }, member).data).toEqual({});
  });
});

describe('what goes beyond names', () => {
  const item = z.object({ name: z.string(), ip: beyondNames(z.string()) });
  const data = { name: 'n', ip: '192.0.2.1' };

  it('is left out for a member, and named', () => {
    expect(redact(item, data, principalWith('member'))).toEqual({ data: { name: 'n' }, removed: ['ip'] });
  });

  it.each(['owner', 'admin', 'custom'] as const)('stays for the role %s, whatever the key', (role) => {
    expect(redact(item, data, principalWith(role, ['read']))).toEqual({ data, removed: [] });
  });
});

describe('events', () => {
  const item = z.object({ text: sensitive(z.string()), at: z.number() });
  async function* source() {
    yield { text: secret, at: 1 };
  }
  async function* trackedSource() {
    yield tracked('9', { text: secret, at: 1 });
  }
  const collect = async (events: unknown) => {
    const all: unknown[] = [];
    if (isAsyncIterable(events)) for await (const event of events) all.push(event);
    return all;
  };

  it('lose what is marked, one by one', async () => {
    const schema = eventStream(item);
    expect(await collect(redact(schema, schema.parse(source()), reader).data)).toEqual([{ at: 1 }]);
  });

  it('keep the id to resume after', async () => {
    const schema = resumableEventStream(item);
    const [event] = await collect(redact(schema, schema.parse(trackedSource()), reader).data);
    expect(event).toEqual(tracked('9', { at: 1 }));
  });

  it('are checked against their schema', async () => {
    const schema = eventStream(z.object({ at: z.string() }));
    // biome-ignore lint/suspicious/noExplicitAny: the point is an event of another type
    await expect(collect(schema.parse(source() as any))).rejects.toThrow();
  });
});
