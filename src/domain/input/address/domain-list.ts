import { singleLine } from '../text';
import { aceHost } from './ace-host';
import { isHostName } from './host-address';

const MAX_BYTES = 8192;

/** One entry of `domains`: `scheme://host[:container port][/path]` (deployment contract D14.2). */
export interface DomainEntry {
  scheme: 'http' | 'https';
  /** Lower-case ACE form, with an optional `*.` prefix. */
  host: string;
  /** Container port; null: the first exposed one. */
  containerPort: number | null;
  /** `/` or a prefix without a trailing slash. */
  path: string;
}

const entryForm = /^(https?):\/\/([^/:?#@[\]\\]+)(?::(\d{1,5}))?(\/[^?#]*)?$/i;
/** RFC 3986 unreserved characters and the slash. */
const pathForm = /^(?:\/[A-Za-z0-9\-._~]+)*\/?$/;

/** Parse an entry; null when the text is not one (hostile-inputs row 36). */
export function parseDomain(text: string): DomainEntry | null {
  const match = entryForm.exec(text);
  if (!match) return null;
  const [, scheme = '', hostText = '', portText, path = '/'] = match;
  const wildcard = hostText.startsWith('*.');
  const ace = aceHost(wildcard ? hostText.slice(2) : hostText);
  if (ace === null || !isDomainHost(ace)) return null;
  const containerPort = portText === undefined ? null : Number(portText);
  if (containerPort !== null && (containerPort < 1 || containerPort > 65_535)) return null;
  if (!pathForm.test(path) || path.split('/').some((part) => part === '.' || part === '..')) return null;
  return {
    scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http',
    host: wildcard ? `*.${ace}` : ace,
    containerPort,
    path: path.replace(/\/$/, '') || '/',
  };
}

/**
 * Whether a host may be a domain. Addresses may not: they have no certificate, and the proxy itself answers on them.
 */
function isDomainHost(host: string): boolean {
  return isHostName(host);
}

/** Parse the entries of a comma-separated list; null when one of them is not a domain. */
export function parseDomainList(text: string): DomainEntry[] | null {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseDomain);
  return entries.every((entry) => entry !== null) ? entries : null;
}

export const domainList = singleLine(MAX_BYTES).refine(
  (text) => parseDomainList(text) !== null,
  'Must be URLs such as https://app.example.com/path, separated by commas.',
);
