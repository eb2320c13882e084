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
  timezone: timeZone,
  container: z.string(),
  timeout: z.string().regex(/^[1-9]\d{0,4}$/, 'Must be a number of seconds.'),
});

export type TaskValues = z.infer<typeof taskForm>;

/** Initial values of the form. A new task runs at night, in the user's time zone. */
export function valuesOf(task: Task | null, components: readonly string[]): TaskValues {
  return {
    name: task?.name ?? '',
    command: task?.command ?? '',
    frequency: task?.frequency ?? '0 3 * * *',
    timezone: task?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    container: task?.container ?? components[0] ?? '',
    timeout: String(task?.timeout ?? 300),
  };
}

export function toWire({ name, command, frequency, timezone, container, timeout }: TaskValues) {
  return {
    name,
    command,
    frequency: frequency.trim(),
    timezone,
    container: container || null,
    timeout: Number(timeout),
  };
}
