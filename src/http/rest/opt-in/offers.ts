import { schemaFields } from '../../../api/schema-fields';
import { splitPermission } from '../../../domain/permission/vocabulary';
import type { Operation } from '../operations';
import { type AnswerShape, answerShapeOf } from './answer-shape';

/** The read that answers what an operation writes. */
export interface WrittenResource {
  get: Operation;
  /** Its last path parameter, which the answer of the write may name better: after a create, or another name. */
  identifiedBy: string | null;
}

/** The further services of an operation (coolify-api §5.7), found out once, by the same rules for all. */
export interface Offers {
  shape: AnswerShape;
  /** `?fields=`. */
  selects: boolean;
  /** `?summary=` of lists that have no short form of their own. */
  summarizes: boolean;
  /** `?page=` and `?per_page=` of lists that do not page themselves. */
  pages: boolean;
  /** An `ETag`, and 304 for `If-None-Match`. */
  tags: boolean;
  idempotencyKey: boolean;
  resource: WrittenResource | null;
  /** `Prefer: return=representation`. */
  representation: boolean;
  /** `If-Match` of a change: compared with the resource, or never met where nothing can be read to compare. */
  condition: 'compared' | 'never met' | null;
  /** The end that `?wait=true` waits for: that of the deployments in the answer, or that the object is gone. */
  wait: 'deployments' | 'removal' | null;
}

/** The offers of the operations of one surface; those of `/api/v2` are Coder's and offer nothing more. */
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
    // A key belongs to a caller: public operations have none.
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
 * A change is one of what its own path answers to GET, else of what the procedure `get` beside it answers, if it is
 * about the same resource and named by the same parameters; what is created has one parameter more.
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
  const isWhole = path.endsWith('}') || !path.includes('{'); // else it is a part of the resource
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

/** The end that an operation can wait for; null for an answer that has a status by itself. */
function waitOf({ rest, output, inputKeys }: Operation): Offers['wait'] {
  if (inputKeys.has('wait')) return null;
  if (rest.method === 'DELETE') return 'removal';
  const names = new Set(output ? schemaFields(output).map(({ name }) => name) : []);
  return names.has('deployment_uuid') && !names.has('status') ? 'deployments' : null;
}
