import { expect, test } from 'vitest';
import { z } from 'zod';
import { syncOutput } from './sync-output';

test('answers and refuses as the schema does, through the promise that tRPC asks for', async () => {
  const schema = syncOutput(z.object({ a: z.string() }));
  await expect(schema.parseAsync({ a: 'x', b: 1 })).resolves.toEqual({ a: 'x' });
  await expect(schema.parseAsync({ a: 1 })).rejects.toBeInstanceOf(z.ZodError);
});
