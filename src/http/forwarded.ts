import { parseAddress } from '../auth/address';

/**
 * The address that an entry of a forwarding header names, in one spelling; null when it names none: `unknown`, a hidden
 * name, a socket, nonsense. `[2001:db8::7]:51234`, `203.0.113.7:51234`, `"…"` around them, zones and blanks are read.
 */
export function forwardedAddress(entry: string): string | null {
  const node = unquoted(entry.trim());
  const [, bracketed, afterBrackets = ''] = /^\[([^[\]]*)\](.*)$/.exec(node) ?? [];
  if (bracketed !== undefined)
    return bracketed.includes(':') && isPort(afterBrackets) ? addressOf(bracketed) : null;
  const [, dotted, port = ''] = /^(\d+\.[\d.]+)(:.*)?$/.exec(node) ?? [];
  if (dotted !== undefined) return isPort(port) ? addressOf(dotted) : null;
  return node.includes(':') ? addressOf(node) : null;
}

/**
 * The `for` of each hop of a `Forwarded` header (RFC 7239); a hop without one is empty. null: the header cannot be
 * read. Commas inside of quotes separate nothing, so a caller cannot hide what a proxy adds behind its own entry.
 */
export function forwardedFor(header: string): string[] | null {
  const hops = splitOutsideQuotes(header, ',')?.map(nodeOf) ?? [null];
  return hops.every((hop) => hop !== null) ? hops : null;
}

/** `name=value`, quoted or not: proxies also write colons and brackets without the quotes that they need. */
const pair = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)=("(?:[^"\\]|\\.)*"|[^\s",;]*)$/;

function nodeOf(hop: string): string | null {
  let node = '';
  for (const part of splitOutsideQuotes(hop, ';') ?? []) {
    if (part.trim() === '') continue;
    const [, name, found] = pair.exec(part.trim()) ?? [];
    if (name === undefined || found === undefined) return null;
    if (name.toLowerCase() === 'for') node = found;
  }
  return node;
}

/** Split a text outside quotes; null when a quote has no end. */
function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] | null {
  const parts = [''];
  let isQuoted = false;
  let isEscaped = false;
  for (const character of text) {
    if (character === separator && !isQuoted) {
      parts.push('');
      continue;
    }
    if (character === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = isQuoted && character === '\\' && !isEscaped;
    parts[parts.length - 1] += character;
  }
  return isQuoted ? null : parts;
}

function unquoted(text: string): string {
  const [, inside] = /^"(.*)"$/.exec(text) ?? [];
  return inside === undefined ? text : inside.replaceAll(/\\(.)/g, '$1').trim();
}

/** Whether a text can be a port: empty, a number, or a hidden name (RFC 7239 §6.3). */
function isPort(text: string): boolean {
  if (text === '' || /^:_[\w.-]+$/.test(text)) return true;
  return /^:\d{1,5}$/.test(text) && Number(text.slice(1)) <= 65_535;
}

/** The address without its zone, which names the interface of the proxy and is no part of it. */
function addressOf(text: string): string | null {
  const [address = '', ...zone] = text.split('%');
  if (zone.length > 1 || (zone[0] !== undefined && !/^[\w.-]+$/.test(zone[0]))) return null;
  return parseAddress(address)?.toString() ?? null;
}
