import { awaitRemoval } from '../../../services/authorization/await-removal';
import { isLocatable } from '../../../services/authorization/objects';
import type { OrganizationScope } from '../../../services/context';
import { awaitOperations } from '../../../services/operations/await-end';
import type { Operation } from '../operations';
import type { Offers } from './offers';

/** The longest that an answer is held back (coolify-api §5.7). */
const timeoutMs = 60_000;

/** A call that was answered, while what it asked for goes on. */
export interface Begun {
  operation: Operation;
  input: unknown;
  data: unknown;
}

/**
 * Wait for what a call has begun (`?wait=true`).
 * @returns its answer, with the last `status` beside each deployment when all have ended in time
 */
export async function waitForEnd(
  scope: OrganizationScope,
  wait: Offers['wait'],
  { operation, input, data }: Begun,
  signal: AbortSignal,
): Promise<unknown> {
  if (wait === 'removal') {
    const removed = removedBy(operation, input);
    if (removed) await awaitRemoval(scope, removed, { timeoutMs, signal });
    return data;
  }
  const uuids = [...new Set(deploymentsIn(data))];
  if (uuids.length === 0) return data;
  const statuses = await awaitOperations(scope, uuids, { timeoutMs, signal });
  return statuses ? withStatuses(data, statuses) : data;
}

/**
 * The object that a call removes; null for one that is not named by itself, or is outside of projects: it is gone
 * already.
 */
function removedBy({ object, permission }: Operation, input: unknown) {
  if (!object || !isLocatable(object.type) || permission !== `${object.type}:delete`) return null;
  const uuid: unknown = Reflect.get(Object(input), object.input);
  return typeof uuid === 'string' ? { type: object.type, uuid } : null;
}

const reference = 'deployment_uuid';

function deploymentsIn(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  const own: unknown = Reflect.get(data, reference);
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(data).flatMap(deploymentsIn)];
}

function withStatuses(data: unknown, statuses: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(data)) return data.map((each) => withStatuses(each, statuses));
  if (typeof data !== 'object' || data === null) return data;
  const members = Object.entries(data).map(([key, value]) => [key, withStatuses(value, statuses)]);
  const status = statuses.get(String(Reflect.get(data, reference)));
  return Object.fromEntries(status === undefined ? members : [...members, ['status', status]]);
}
