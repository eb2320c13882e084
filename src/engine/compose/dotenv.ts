import { interpolate, type Lookup } from './interpolate';

const keyForm = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*(?:=|:\s)\s*/;

/** Read the variables of a file of `KEY=value` lines as Compose does; other lines are left out. */
export function readDotenv(text: string, format: 'dotenv' | 'raw', lookup: Lookup): [string, string][] {
  const entries = new Map<string, string>();
  const known: Lookup = (name) => entries.get(name) ?? lookup(name);
  let rest = text.replaceAll('\r\n', '\n');
  while (rest !== '') {
    const end = rest.indexOf('\n');
    const line = end === -1 ? rest : rest.slice(0, end);
    const after = end === -1 ? '' : rest.slice(end + 1);
    if (format === 'raw') {
      const equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith('#'))
        entries.set(line.slice(0, equals).trim(), line.slice(equals + 1));
      rest = after;
      continue;
    }
    const match = keyForm.exec(line);
    const key = match?.[1];
    if (!match || key === undefined) {
      rest = after;
      continue;
    }
    const { value, left } = readValue(rest.slice(match[0].length), known);
    entries.set(key, value);
    rest = left;
  }
  return [...entries];
}

/**
 * Read a value from its first character: single quotes keep it literal, double quotes allow escapes and line breaks.
 */
function readValue(text: string, lookup: Lookup): { value: string; left: string } {
  const quote = text[0];
  if (quote === "'" || quote === '"') {
    const end = closing(text, quote);
    if (end !== -1) {
      const inner = text.slice(1, end);
      const next = text.indexOf('\n', end);
      const left = next === -1 ? '' : text.slice(next + 1);
      return { value: quote === "'" ? inner : interpolate(unescaped(inner), lookup), left };
    }
  }
  const newline = text.indexOf('\n');
  const line = newline === -1 ? text : text.slice(0, newline);
  const left = newline === -1 ? '' : text.slice(newline + 1);
  return { value: interpolate(line.replace(/(^|\s)#.*$/, '').trim(), lookup), left };
}

function closing(text: string, quote: string): number {
  for (let index = 1; index < text.length; index++) {
    if (text[index] === '\\' && quote === '"') index++;
    else if (text[index] === quote) return index;
  }
  return -1;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, (whole, character: string) => escapes[character] ?? whole);
}
