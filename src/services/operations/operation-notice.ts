import type { PlanResult } from '../../engine/run/plan-run';
import type { NewNotification } from '../notifications/message';
import type { LoadedOperation } from './load';

/** The operation that a notification is about. */
type OfOperation = Pick<LoadedOperation, 'uuid' | 'kind' | 'workload' | 'server'>;
type Ended = Pick<PlanResult, 'outcome' | 'reason'>;

type Subject = 'deployment' | 'backup' | 'scheduled_task';

/** Reasons are redacted at their source; a long one is cut, because the log has the full text. */
const LONGEST_REASON = 500;

/**
 * The notification about an end; null for a cancelled one, which its canceller knows.
 * @param what as the start of a sentence: "The backup of shop"
 */
export function operationNotice(
  { uuid, kind, workload, server }: OfOperation,
  { outcome, reason }: Ended,
  { subject, what }: { subject: Subject; what: string },
): NewNotification | null {
  if (outcome === 'cancelled') return null;
  const isGood = outcome === 'finished';
  const { environment } = workload;
  const place = `${environment.project.name}, ${environment.name}, on ${server.name}`;
  return {
    event: isGood ? `${subject}_success` : `${subject}_failure`,
    isGood,
    title: `${what} ${isGood ? 'succeeded' : 'failed'}`,
    text: isGood
      ? `${place}.`
      : `${place}. ${(reason ?? 'See its log for the reason.').slice(0, LONGEST_REASON)}`,
    path: operationPath(workload, uuid),
    id: uuid,
    details: {
      operation_uuid: uuid,
      operation: kind,
      resource_uuid: workload.uuid,
      resource_name: workload.name,
      project: environment.project.name,
      environment: environment.name,
      server: server.name,
    },
  };
}

const words = { deploy: 'deployment', rollback: 'rollback', start: 'start', restart: 'restart' } as const;

/** The notification about an operation that brings a version into service. */
export function deploymentNotice(operation: OfOperation, result: Ended): NewNotification | null {
  const word: string = Object.entries(words).find(([kind]) => kind === operation.kind)?.[1] ?? operation.kind;
  return operationNotice(operation, result, {
    subject: 'deployment',
    what: `The ${word} of ${operation.workload.name}`,
  });
}

/** Where the console shows an operation. */
function operationPath({ kind, uuid }: OfOperation['workload'], operation: string): string {
  if (kind === 'application') return `/applications/${uuid}/deployments/${operation}`;
  return `/${kind === 'stack' ? 'services' : 'databases'}/${uuid}/operations/${operation}`;
}
