import { z } from 'zod';

/** Parameters of the operation that runs one command, and its result. */
export const commandParameters = z.object({
  command: z.string(),
  container: z.string().nullable(),
  /** In seconds. */
  timeout: z.int(),
  exitCode: z.int().nullable(),
});

export type CommandParameters = z.infer<typeof commandParameters>;
