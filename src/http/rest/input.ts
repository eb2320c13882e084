import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/error';
import { type BodyRule, readJsonObject } from '../body/json-object';
import type { Dialect } from '../dialects/dialect';
import { plainBody, plainMembers, plainQuery } from './plain-values';
import { readQuery } from './query';
import type { Match } from './routing-table';

/**
 * The input of a procedure: path, query and body merged flat. Read when the procedure asks for it, which it does after
 * the checks that come before the body (authorization contract §11). Asked twice, it is read once.
 * @param notInput names in the query that are for the dispatcher
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

/** The values unchanged, for surfaces that take JSON's own values alone. */
function unchanged(values: Record<string, unknown>): Record<string, unknown> {
  return values;
}

/** The rule for a body: a surface that takes fields from the query as well can tell at once that none came. */
function bodyRule({ isBodyRequired }: Match['operation'], mergesQuery: boolean): BodyRule {
  if (!isBodyRequired) return 'optional';
  return mergesQuery ? 'filled' : 'object';
}

function renamed<T>(query: Record<string, T>, names: Readonly<Record<string, string>>): Record<string, T> {
  const nameOf = (key: string) => (Object.hasOwn(names, key) ? names[key] : undefined) ?? key;
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [nameOf(key), value]));
}

/**
 * The known names of a query: reads ignore others, such as cache busters; only writes refuse them (coolify-api §5.6).
 */
function known(query: Record<string, unknown>, keys: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([key]) => keys.has(key)));
}

/** The id at which a reader of an event stream left off; `lastEventId` is tRPC's name for it. */
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
