import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { cron } from '../../domain/input/time/cron';
import { timeZone } from '../../domain/input/time/time-zone';
import type { Task } from './use-tasks';

export const taskForm = z.object({
  name: displayName,
  command: z.string().refine((text) => text.trim() !== '', 'Must not be empty.'),
  frequency: z
    .string()
    .refine((text) => cron.safeParse(text).success, 'Must be a cron expression, or daily.'),
  /** Empty: that of the server. */
  timezone: z.union([z.literal(''), timeZone]),
  container: z.string(),
  timeout: z.string().regex(/^[1-9]\d{0,4}$/, 'Must be a number of seconds.'),
});

export type TaskValues = z.infer<typeof taskForm>;

/** Initial values of the form. A new task runs at night, in the time zone of its server. */
export function valuesOf(task: Task | null, components: readonly string[]): TaskValues {
  return {
    name: task?.name ?? '',
    command: task?.command ?? '',
    frequency: task?.frequency ?? '0 3 * * *',
    timezone: task?.timezone ?? '',
    container: task?.container ?? components[0] ?? '',
    timeout: String(task?.timeout ?? 300),
  };
}

export function toWire({ name, command, frequency, timezone, container, timeout }: TaskValues) {
  return {
    name,
    command,
    frequency: frequency.trim(),
    timezone: timezone || null,
    container: container || null,
    timeout: Number(timeout),
  };
}
