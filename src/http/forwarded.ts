import { parseAddress } from '../auth/address';

/**
 * Get the normalized address in an entry of a forwarding header; null when it contains none: `unknown`, an obfuscated
 * name, a socket, other text. Ports, brackets, quotes, zones and white space are accepted: `[2001:db8::7]:51234`,
 * `203.0.113.7:51234`, `"…"` around either.
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
 * Get the `for` of each hop of a `Forwarded` header (RFC 7239), empty for a hop without one; null when the header
 * cannot be read. Commas inside quotes do not separate hops, so a caller cannot hide the entry that a proxy adds after
 * it.
 */
export function forwardedFor(header: string): string[] | null {
  const hops = splitOutsideQuotes(header, ',')?.map(nodeOf) ?? [null];
  return hops.every((hop) => hop !== null) ? hops : null;
}

/** `name=value`, quoted or not: some proxies write colons and brackets without the required quotes. */
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

/** Split a text at separators outside quotes; null when a quote is not closed. */
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

/** Whether a text can be a port: empty, a number, or an obfuscated port (RFC 7239 §6.3). */
function isPort(text: string): boolean {
  if (text === '' || /^:_[\w.-]+$/.test(text)) return true;
  return /^:\d{1,5}$/.test(text) && Number(text.slice(1)) <= 65_535;
}

/** Normalize an address and drop its zone, which names an interface of the proxy; null when it is invalid. */
function addressOf(text: string): string | null {
  const [address = '', ...zone] = text.split('%');
  if (zone.length > 1 || (zone[0] !== undefined && !/^[\w.-]+$/.test(zone[0]))) return null;
  return parseAddress(address)?.toString() ?? null;
}
