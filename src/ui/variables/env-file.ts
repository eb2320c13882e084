import { envKey } from '../../domain/input/env-key';

export interface EnvEntry {
  key: string;
  value: string;
}

export type EnvFile = { entries: EnvEntry[] } | { problem: string; line: number };

const assignment = /^[ \t]*(?:export[ \t]+)?([^=\s#]+)[ \t]*=[ \t]*/;
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$', '`': '`' };

/**
 * Parse the text of a `.env` file: `KEY=value`, `KEY="with \n and "`, `KEY='as it is'`, comments and empty lines.
 * Quoted values may span lines. Nothing is expanded: a `$` is a `$` (deployment contract D5.2). If a key occurs twice,
 * the last line wins. Line numbers start at 1.
 */
export function parseEnvFile(text: string): EnvFile {
  const entries = new Map<string, string>();
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const rest = text.slice(at, endOfLine(text, at));
    const started = line;
    if (/^[ \t\r]*(#.*)?$/.test(rest)) {
      at += rest.length + 1;
      line += 1;
      continue;
    }
    const match = assignment.exec(rest);
    const key = match?.[1];
    if (!match || key === undefined) return { problem: 'Expected KEY=value.', line: started };
    const refusal = envKey.safeParse(key);
    if (!refusal.success)
      return { problem: refusal.error.issues[0]?.message ?? 'This name is not allowed.', line: started };
    const read = readValue(text, at + match[0].length);
    if ('problem' in read) return { problem: read.problem, line: started };
    entries.set(key, read.value);
    line += text.slice(at, read.end).split('\n').length;
    at = read.end + 1;
  }
  return { entries: [...entries].map(([key, value]) => ({ key, value })) };
}

type Read = { value: string; end: number } | { problem: string };

/** @returns the value and the index of the line break after it */
function readValue(text: string, from: number): Read {
  const quote = text[from];
  if (quote !== '"' && quote !== "'") {
    const end = endOfLine(text, from);
    return {
      value: text
        .slice(from, end)
        .replace(/(^|[ \t]+)#.*$/, '')
        .trim(),
      end,
    };
  }
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === quote) return trailing(text, at + 1, value);
    if (char === '\\' && quote === '"') {
      const next = text[at + 1] ?? '';
      value += escapes[next] ?? `\\${next}`;
      at += 1;
    } else value += char;
  }
  return { problem: 'The closing quote is missing.' };
}

function trailing(text: string, from: number, value: string): Read {
  const end = endOfLine(text, from);
  if (!/^[ \t\r]*(#.*)?$/.test(text.slice(from, end)))
    return { problem: 'Remove the text after the closing quote.' };
  return { value, end };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Format variables as a `.env` file, from which `parseEnvFile` reads exactly the same values. */
export function formatEnvFile(entries: readonly EnvEntry[]): string {
  return entries.map(({ key, value }) => `${key}=${formatValue(value)}\n`).join('');
}

function formatValue(value: string): string {
  if (/^[\w./:@%+,=~-]*$/.test(value)) return value;
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
