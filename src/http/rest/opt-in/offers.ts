import { schemaFields } from '../../../api/schema-fields';
import { splitPermission } from '../../../domain/permission/vocabulary';
import type { Operation } from '../operations';
import { type AnswerShape, answerShapeOf } from './answer-shape';

/** The read that returns what an operation writes. */
export interface WrittenResource {
  get: Operation;
  /**
   * Last path parameter of the read. An id in the response of the write takes precedence over the request: the resource
   * may be new, or have another name.
   */
  identifiedBy: string | null;
}

/** Opt-in features of an operation (coolify-api §5.7), derived once and by the same rules for all. */
export interface Offers {
  shape: AnswerShape;
  /** `?fields=`. */
  selects: boolean;
  /** `?summary=` of lists that do not have their own short form. */
  summarizes: boolean;
  /** `?page=` and `?per_page=` of lists without their own pages. */
  pages: boolean;
  /** An `ETag`, and 304 for `If-None-Match`. */
  tags: boolean;
  idempotencyKey: boolean;
  resource: WrittenResource | null;
  /** `Prefer: return=representation`. */
  representation: boolean;
  /** `If-Match` of a change: compared with the resource, or never met when there is nothing to read and compare. */
  condition: 'compared' | 'never met' | null;
  /** What `?wait=true` waits for: the end of the deployments in the response, or the removal of the object. */
  wait: 'deployments' | 'removal' | null;
}

/** Map the operations of one surface to their offers. Those of `/api/v2` are Coder's and offer nothing. */
export function offersOf(operations: readonly Operation[]): ReadonlyMap<Operation, Offers> {
  const reads = operations.filter((each) => isPlainRead(each) && answerShapeOf(each.output).kind === 'one');
  return new Map(
    operations
      .filter(({ surface }) => surface === 'v1')
      .map((operation) => [operation, offersOfOne(operation, reads)]),
  );
}

function offersOfOne(operation: Operation, reads: readonly Operation[]): Offers {
  const { type, rest, action, inputKeys } = operation;
  const shape = answerShapeOf(operation.output);
  const isRead = isPlainRead(operation);
  const selects = isRead && action !== 'open' && shape.kind !== 'other';
  const isMutation = type === 'mutation';
  const resource = isMutation ? writtenResource(operation, reads) : null;
  return {
    shape,
    selects,
    summarizes: selects && shape.kind === 'list' && !inputKeys.has('summary'),
    pages: isRead && shape.kind === 'list' && shape.itemsIn === null && !inputKeys.has('page'),
    tags: isRead && shape.kind === 'one',
    // A key belongs to a caller, so operations without one cannot offer it.
    idempotencyKey: isMutation && (action !== 'open' || rest.readsCredential === true),
    resource,
    representation: resource !== null && rest.method !== 'DELETE',
    condition: !isMutation || rest.method === 'POST' ? null : resource ? 'compared' : 'never met',
    wait: isMutation ? waitOf(operation) : null,
  };
}

function isPlainRead({ type, rest }: Operation): boolean {
  return type === 'query' && rest.method === 'GET' && (rest.answer ?? 'json') === 'json';
}

/**
 * Find the resource that a change is about: the one that GET of the same path returns, else the one that the procedure
 * `get` beside it returns, if both are about the same resource and have the same parameters. A create lacks the last
 * parameter, which is in its response.
 */
function writtenResource(write: Operation, reads: readonly Operation[]): WrittenResource | null {
  const isPost = write.rest.method === 'POST';
  const here = isPost ? undefined : reads.find(({ rest }) => rest.path === write.rest.path);
  if (here) return { get: here, identifiedBy: lastParameter(here) };
  const get = reads.find(({ procedure }) => procedure === `${folderOf(write)}.get`);
  if (!get || !isSameResource(write, get)) return null;
  const unnamed = [...get.pathParameters].filter((name) => !write.pathParameters.has(name));
  if (isPost) {
    const answersId = ['uuid', 'id'].some((key) => answerShapeOf(write.output).keys.has(key));
    const isCreate = splitPermission(write.permission ?? 'project:read').action === 'create';
    return isCreate && answersId && unnamed.length === 1 ? { get, identifiedBy: unnamed[0] ?? null } : null;
  }
  const { path } = write.rest;
  const isWhole = path.endsWith('}') || !path.includes('{'); // otherwise it is only a part of the resource
  const isNamed = unnamed.every((name) => write.inputKeys.has(name));
  return isWhole && isNamed ? { get, identifiedBy: lastParameter(get) } : null;
}

function isSameResource(write: Operation, get: Operation): boolean {
  if (!write.permission || !get.permission) return false;
  return splitPermission(write.permission).resource === splitPermission(get.permission).resource;
}

function folderOf({ procedure }: Operation): string {
  return procedure.slice(0, procedure.lastIndexOf('.'));
}

function lastParameter({ pathParameters }: Operation): string | null {
  return [...pathParameters].at(-1) ?? null;
}

/** Find what an operation can wait for; null when it reads `wait` itself, or when its response already has a status. */
function waitOf({ rest, output, inputKeys }: Operation): Offers['wait'] {
  if (inputKeys.has('wait')) return null;
  if (rest.method === 'DELETE') return 'removal';
  const names = new Set(output ? schemaFields(output).map(({ name }) => name) : []);
  return names.has('deployment_uuid') && !names.has('status') ? 'deployments' : null;
}
