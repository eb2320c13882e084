import { awaitRemoval } from '../../../services/authorization/await-removal';
import { isLocatable } from '../../../services/authorization/objects';
import type { OrganizationScope } from '../../../services/context';
import { awaitOperations } from '../../../services/operations/await-end';
import type { Operation } from '../operations';
import type { Offers } from './offers';

/** Maximum time that a response is held back (coolify-api §5.7). */
const timeoutMs = 60_000;

/** A call whose procedure has returned, while the work that it started continues. */
export interface Begun {
  operation: Operation;
  input: unknown;
  data: unknown;
}

/**
 * Wait for the work that a call started (`?wait=true`).
 * @returns its response, with the last `status` beside each deployment when all have ended in time
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
 * Get the object that a call removes; null when the input does not name it by uuid, or when it is outside projects and
 * therefore already gone.
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
