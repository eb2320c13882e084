import { z } from 'zod';

/** A text that can be cleared: `""` becomes null. The messages are those of the schema itself. */
export function clearable(schema: z.ZodType<string, string>) {
  return z
    .string()
    .superRefine((value, context) => {
      if (value === '') return;
      for (const { message } of schema.safeParse(value).error?.issues ?? [])
        context.addIssue({ code: 'custom', message });
    })
    .nullable()
    .transform((value) => value || null);
}

/** A field that clients may send as null to get its default. */
export function orDefault<T extends z.ZodType, D extends z.output<T>>(schema: T, value: D) {
  return schema.nullable().transform((given): z.output<T> => (given === null ? value : given));
}
