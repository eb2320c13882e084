import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/error';
import { type BodyRule, readJsonObject } from '../body/json-object';
import type { Dialect } from '../dialects/dialect';
import type { Match } from './routing-table';

/**
 * The input of a procedure: path, query and body merged flat. Read when the procedure asks for it, which it does after
 * the checks that come before the body (authorization contract §11). Asked twice, it is read once.
 */
export function createInputReader(
  req: IncomingMessage,
  match: Match,
  search: string,
  dialect: Dialect,
): () => Promise<unknown> {
  let input: Promise<unknown> | undefined;
  return () => {
    input ??= readInput(req, match, search, dialect);
    return input;
  };
}

async function readInput(
  req: IncomingMessage,
  { operation, params, isAlias }: Match,
  search: string,
  { mergesQuery }: Dialect,
): Promise<unknown> {
  const { rest, inputKeys, pathParameters } = operation;
  const takesBody = !isAlias && rest.method !== 'GET' && rest.method !== 'DELETE';
  const query = renamed(queryObject(search), rest.queryNames ?? {});
  const body = takesBody ? await readJsonObject(req, bodyRule(operation, mergesQuery)) : {};
  if (rest.method === 'GET') return { ...known(query, inputKeys), ...lastEventId(req, inputKeys), ...params };
  if (!mergesQuery) return { ...body, ...params };
  const sent = { ...query, ...body };
  refusePathParameters(sent, pathParameters);
  return { ...sent, ...params };
}

/** A surface that takes fields from the query as well can tell at once that none came. */
function bodyRule({ isBodyRequired }: Match['operation'], mergesQuery: boolean): BodyRule {
  if (!isBodyRequired) return 'optional';
  return mergesQuery ? 'filled' : 'object';
}

/** A parameter given several times becomes a list, which the field accepts or refuses. */
function queryObject(search: string): Record<string, string | string[]> {
  if (search === '') return {};
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [key, value] of new URLSearchParams(search)) {
    const before = query[key];
    query[key] = before === undefined ? value : [before, value].flat();
  }
  return query;
}

function renamed<T>(query: Record<string, T>, names: Readonly<Record<string, string>>): Record<string, T> {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [names[key] ?? key, value]));
}

/** Reads ignore what they do not know, such as cache busters; only writes refuse it (coolify-api §5.6). */
function known(query: Record<string, unknown>, keys: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([key]) => keys.has(key)));
}

/** Where a reader of an event stream left off; `lastEventId` is tRPC's name for it. */
function lastEventId(req: IncomingMessage, keys: ReadonlySet<string>): Record<string, unknown> {
  const header = req.headers['last-event-id'];
  return header !== undefined && keys.has('lastEventId') ? { lastEventId: header } : {};
}

function refusePathParameters(sent: Record<string, unknown>, pathParameters: ReadonlySet<string>): void {
  const refused = Object.keys(sent).filter((key) => pathParameters.has(key));
  if (refused.length === 0) return;
  const fields = Object.fromEntries(refused.map((key) => [key, ['This field is not allowed.']]));
  throw new AppError('validation_failed', 'Validation failed.', { fields });
}
