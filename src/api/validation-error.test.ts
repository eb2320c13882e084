import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validationError } from './validation-error';

const schema = z.strictObject({ name: z.string() });

function fieldsOf(input: unknown) {
  const { error } = schema.safeParse(input);
  return error && validationError(error).fields;
}

describe('the fields of a refusal', () => {
  it.each(['toString', 'hasOwnProperty', 'valueOf', 'a.b', '', '\u0000'])(
    'name the unknown member %j, whatever every object has by itself',
    (name) => expect(fieldsOf({ name: 'x', [name]: 1 })).toEqual({ [name]: ['This field is not allowed.'] }),
  );

  it('repeat no more of an unknown name than 80 characters', () => {
    expect(fieldsOf({ name: 'x', ['y'.repeat(100_000)]: 1 })).toEqual({
      ['y'.repeat(80)]: ['This field is not allowed.'],
    });
  });

  it('are no more than a thousand', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 1]));
    expect(Object.keys(fieldsOf({ name: 'x', ...many }) ?? {})).toHaveLength(1000);
  });
});
