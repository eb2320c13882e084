import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/error';
import { type BodyRule, readJsonObject } from '../body/json-object';
import type { Dialect } from '../dialects/dialect';
import { plainBody, plainMembers, plainQuery } from './plain-values';
import { readQuery } from './query';
import type { Match } from './routing-table';

/**
 * Create the reader of a procedure's input: path, query and body merged into one object. The procedure calls it after
 * the checks that precede the body (authorization contract §11). Further calls return the same input.
 * @param notInput names of query parameters that are for the dispatcher
 */
export function createInputReader(
  req: IncomingMessage,
  match: Match,
  search: string,
  { mergesQuery, readsPlainText }: Dialect,
  notInput: ReadonlySet<string> = new Set(),
): () => Promise<unknown> {
  let input: Promise<unknown> | undefined;
  return () => {
    input ??= readInput(req, match, { search, mergesQuery, readsPlainText, notInput });
    return input;
  };
}

interface InputRules {
  search: string;
  mergesQuery: Dialect['mergesQuery'];
  readsPlainText: Dialect['readsPlainText'];
  notInput: ReadonlySet<string>;
}

async function readInput(
  req: IncomingMessage,
  { operation, params, isAlias }: Match,
  { search, mergesQuery, readsPlainText, notInput }: InputRules,
): Promise<unknown> {
  const { rest, inputKeys, pathParameters } = operation;
  const takesBody = !isAlias && rest.method !== 'GET' && rest.method !== 'DELETE';
  const { inputShape } = operation;
  const read = readsPlainText ? plainMembers : unchanged;
  const named = renamed(readQuery(search), rest.queryNames ?? {});
  for (const name of notInput) delete named[name];
  const query = read(named, inputShape, plainQuery);
  const sentBody = takesBody
    ? await readJsonObject(req, bodyRule(operation, mergesQuery), rest.bodyBytes)
    : {};
  const body = read(renamed(sentBody, rest.bodyNames ?? {}), inputShape, plainBody);
  if (rest.method === 'GET') return { ...known(query, inputKeys), ...lastEventId(req, inputKeys), ...params };
  if (!mergesQuery) return { ...body, ...params };
  const sent = { ...query, ...body };
  refusePathParameters(sent, pathParameters);
  return { ...sent, ...params };
}

/** Return the values unchanged, for surfaces that accept only JSON's own numbers and booleans. */
function unchanged(values: Record<string, unknown>): Record<string, unknown> {
  return values;
}

/** Choose the rule for a body. A surface that also reads fields from the query refuses an empty body at once. */
function bodyRule({ isBodyRequired }: Match['operation'], mergesQuery: boolean): BodyRule {
  if (!isBodyRequired) return 'optional';
  return mergesQuery ? 'filled' : 'object';
}

function renamed<T>(query: Record<string, T>, names: Readonly<Record<string, string>>): Record<string, T> {
  const nameOf = (key: string) => (Object.hasOwn(names, key) ? names[key] : undefined) ?? key;
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [nameOf(key), value]));
}

/**
 * Keep the known names of a query: reads ignore others, such as cache busters; only writes refuse them (coolify-api
 * §5.6).
 */
function known(query: Record<string, unknown>, keys: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([key]) => keys.has(key)));
}

/** Get the id of the last event that a reader of a stream received; `lastEventId` is tRPC's name for it. */
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
