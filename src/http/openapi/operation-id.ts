import type { Operation } from '../rest/operations';
import { nounOf } from './schema-names';

/** What the name of a query begins with when it says what it does; the name of another one says what it reads. */
const readingVerbs = new Set(['export', 'follow', 'get', 'list', 'plan']);

/** Where the name of a procedure has its verb at another place than the first, or none. */
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

/** Words that are a verb together: `bulkUpdateEnvs`. */
const pairs = new Set(['bulk-update', 'roll-back']);

/** The id of an operation, verb first: `update-application-env`. It stays while its procedure keeps its name. */
export function operationId({ procedure, type }: Pick<Operation, 'procedure' | 'type'>): string {
  const exception = exceptions[procedure];
  if (exception !== undefined) return exception;
  const [router = '', name = ''] = procedure.split('.');
  // The variables of a project are its `envs` on the wire.
  const noun = nounWords(router.replace(/(?<=.)Variable$/, ''));
  const words = wordsOf(name);
  const [first = '', second = ''] = words;
  if (type === 'query' && !readingVerbs.has(first)) return ['get', ...noun, ...words].join('-');
  const verb = pairs.has(`${first}-${second}`) ? 2 : 1;
  const object = words.slice(verb);
  const named = first === 'list' && isWhere(object[0]) ? plural(noun) : noun;
  return [...words.slice(0, verb), ...named, ...object].join('-');
}

/** What a router is about, in the words of the wire. */
export function nounWords(router: string): string[] {
  return wordsOf(nounOf(router));
}

/** `listKeys` → list, keys. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split('-');
}

/** Whether what follows the verb is no object of its own: `listOnServer`. */
function isWhere(word: string | undefined): boolean {
  return word === undefined || word === 'by' || word === 'on';
}

function plural(words: readonly string[]): string[] {
  const last = words.at(-1) ?? '';
  const many = /[^aeiou]y$/.test(last) ? `${last.slice(0, -1)}ies` : `${last}s`;
  return [...words.slice(0, -1), many];
}
