import { z } from 'zod';

/** Parameters of the operation that runs a task; `execution` is the run that it retries. */
export const taskParameters = z.object({ task: z.string(), execution: z.string().optional() });

export type TaskParameters = z.infer<typeof taskParameters>;
