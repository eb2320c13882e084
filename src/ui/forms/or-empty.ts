import { z } from 'zod';

/**
 * Make a schema accept an empty text too. Other texts get the errors of the schema; a union with `''` would show that
 * an empty text was expected.
 */
export function orEmpty(schema: z.ZodType<string, string>): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    if (text === '') return text;
    const { data, error } = schema.safeParse(text);
    if (data !== undefined) return data;
    for (const { message } of error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
