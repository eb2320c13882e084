import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { queryFlag } from '../../api/wire/query';
import { plainBody, plainQuery } from './plain-values';

const schema = z.strictObject({
  port: z.int().min(1).optional(),
  is_static: z.boolean().nullable().optional(),
  name: z.string(),
  either: z.union([z.string(), z.number()]),
  trimmed: z.string().transform(Number),
  data: z.array(z.object({ is_preview: z.boolean().default(false) })),
});

describe('a body', () => {
  it('may spell numbers and switches as text, however deep', () => {
    const sent = {
      port: '2222',
      is_static: 'true',
      name: '1',
      either: '1',
      trimmed: '1',
      data: [{ is_preview: '0' }],
    };
    expect(plainBody(sent, schema)).toEqual({
      ...sent,
      port: 2222,
      is_static: true,
      data: [{ is_preview: false }],
    });
  });

  it.each(['', ' 22', '22 ', '0x16', '1e3', '022', '+22', '22.', '9'.repeat(16), 'NaN', 'twenty'])(
    'is left alone where the meaning is not plain: %j',
    (port) => expect(plainBody({ port }, schema)).toEqual({ port }),
  );
  it.each(['', 'yes', 'on', 'undefined', '2', ' true'])('is left alone: %j is no switch', (is_static) =>
    expect(plainBody({ is_static }, schema)).toEqual({ is_static }),
  );
  it.each([22, null, true, [], {}, undefined])('has other values as ever: %j', (port) =>
    expect(plainBody({ port }, schema)).toEqual({ port }),
  );
});

describe('a switch in a query', () => {
  it.each(['true', 'TRUE', '1', 'on', 'On', 'yes'])('is on: %s', (text) =>
    expect(plainQuery(text, queryFlag.optional())).toBe(true),
  );
  it.each(['false', '0', 'off', 'no', '', 'undefined', 'null', '2', 'y'])('is off: %j', (text) =>
    expect(plainQuery(text, queryFlag.default(true))).toBe(false),
  );
  it('given twice is none', () => expect(plainQuery(['1', '1'], queryFlag)).toEqual(['1', '1']));
  it('is read as one where JSON has a boolean', () =>
    expect(plainQuery('1', z.boolean().optional())).toBe(true));
});
