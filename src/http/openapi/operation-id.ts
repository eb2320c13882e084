import type { Operation } from '../rest/operations';
import { nounOf } from './schema-names';

/** Verbs that the name of a query may begin with. Other names of queries are only what the query reads. */
const readingVerbs = new Set(['export', 'follow', 'get', 'list', 'plan']);

/** Ids of operations whose procedure's name has no verb, or has it in another place than the first. */
const exceptions: Readonly<Record<string, string>> = {
  'authCheck.check': 'check-authorization',
  'coderUser.me': 'get-user',
  'deployment.deploy': 'deploy',
  'deployment.events': 'follow-deployment-events',
  'live.ticket': 'create-live-ticket',
  'passcode.changePassword': 'change-password-by-passcode',
  'server.proxyRestart': 'restart-server-proxy',
  'session.login': 'create-session',
  'stackApplication.logsByPost': 'get-service-application-logs-by-post',
};

/** Two words that are one verb: `bulkUpdateEnvs`. */
const pairs = new Set(['bulk-update', 'roll-back']);

/**
 * Make the id of an operation, verb first: `update-application-env`. It changes only with the name of its procedure.
 */
export function operationId({ procedure, type }: Pick<Operation, 'procedure' | 'type'>): string {
  const exception = exceptions[procedure];
  if (exception !== undefined) return exception;
  const [router = '', name = ''] = procedure.split('.');
  // On the wire, the variables of a project are its `envs`.
  const noun = nounWords(router.replace(/(?<=.)Variable$/, ''));
  const words = wordsOf(name);
  const [first = '', second = ''] = words;
  if (type === 'query' && !readingVerbs.has(first)) return ['get', ...noun, ...words].join('-');
  const verb = pairs.has(`${first}-${second}`) ? 2 : 1;
  const object = words.slice(verb);
  const named = first === 'list' && isWhere(object[0]) ? plural(noun) : noun;
  return [...words.slice(0, verb), ...named, ...object].join('-');
}

/** Get the noun of a router as separate words, as used on the wire. */
export function nounWords(router: string): string[] {
  return wordsOf(nounOf(router));
}

/** Split a name into words: `listKeys` → list, keys. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split('-');
}

/** Whether the word after the verb is not an object: `listOnServer`. */
function isWhere(word: string | undefined): boolean {
  return word === undefined || word === 'by' || word === 'on';
}

function plural(words: readonly string[]): string[] {
  const last = words.at(-1) ?? '';
  const many = /[^aeiou]y$/.test(last) ? `${last.slice(0, -1)}ies` : `${last}s`;
  return [...words.slice(0, -1), many];
}
