import { z } from 'zod';
import type { ProtectedObject } from '../../auth/allow-list';
import { canReadSensitive } from '../../auth/decision';
import { sensitive } from '../../domain/sensitive';
import type { NamedWorkload } from '../../domain/workload/names';
import { readLogs } from '../../services/container-logs/logs';
import type { Scope } from '../../services/context';
import { findWorkload } from '../../services/workloads/find';
import type { ApiContext } from '../context';

const DEFAULT_LINES = 100;
const MAX_LINES = 10_000;

/** Number of lines. Anything else means the default (coolify-api §5.4). */
export const lines = z
  .union([z.number(), z.string()])
  .optional()
  .transform((value) => {
    const count = Number(value);
    return Number.isInteger(count) && count > 0 ? Math.min(count, MAX_LINES) : DEFAULT_LINES;
  });

/** Plain text, never a regular expression: callers must not control the cost of a search (D10.3). */
export const search = z
  .string()
  .max(200)
  .meta({ description: 'Only lines that contain this text, ignoring case.' })
  .optional();

export const logAnswer = z
  .object({ logs: sensitive(z.string()), message: z.string().optional() })
  .meta({ id: 'Logs' });

export interface LogContext {
  scope: Scope;
  object: ProtectedObject | null;
  response: ApiContext['response'];
}

interface LogRequest {
  workload: NamedWorkload;
  /** Absent or null: the main one. */
  destination?: string | null;
  container: string | null;
  search: string | null;
  lines: number;
  showsTimes: boolean;
}

/** Get the newest lines of a workload's containers as one text, or a message for callers who may not see them. */
export async function logText(
  { scope, object, response }: LogContext,
  { workload, destination = null, showsTimes, ...request }: LogRequest,
): Promise<z.infer<typeof logAnswer>> {
  if (!canReadSensitive(scope.principal, 'log', object?.projectUuid ?? null)) {
    await findWorkload(scope, workload.kind, workload.uuid);
    response.redactedFields.add('logs');
    return { message: 'Logs are hidden. Reading them requires the ability read:sensitive.' };
  }
  const found = await readLogs(scope, { workload, destination, ...request });
  const text = found.map(({ timestamp, text }) => (showsTimes ? `${timestamp} ${text}` : text));
  return { logs: text.join('\n') };
}
