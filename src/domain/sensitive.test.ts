import { expect, test } from 'vitest';
import { z } from 'zod';
import { isSensitive, sensitive } from './sensitive';

test('the mark stays when a schema is made optional once more', () => {
  const { secret, plain } = z
    .object({ secret: sensitive(z.string().nullable()), plain: z.string() })
    .partial().shape;
  expect([isSensitive(secret), isSensitive(secret.nullable()), isSensitive(plain)]).toEqual([
    true,
    true,
    false,
  ]);
});
