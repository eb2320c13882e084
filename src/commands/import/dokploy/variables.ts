import type { At } from '../at';
import type { Members } from '../draft';

/** `KEY=value` with an optional `export`, as Dokploy keeps all variables of a service in one text. */
const LINE = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/;

/** Parse a text of variables. A value in quotes may have several lines, and loses its quotes. */
export function parseVariables(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const [, key, first = ''] = LINE.exec(lines[at] ?? '') ?? [];
    if (key === undefined) continue;
    const quote = /^(["'`])/.exec(first)?.[1];
    if (quote === undefined) {
      found.set(key, first.replace(/\s+#.*$/, '').trim());
      continue;
    }
    let value = first.slice(1);
    while (!value.includes(quote) && at + 1 < lines.length) value += `\n${lines[++at]}`;
    const end = value.indexOf(quote);
    found.set(key, end < 0 ? value : value.slice(0, end));
  }
  return found;
}

/** Convert references to variables of the project and the environment to Gantry's form. */
function withReferences(value: string): string {
  return value.replaceAll(/\$\{\{\s*(project|environment)\.([\w.-]+)\s*\}\}/g, '{{$1.$2}}');
}

/** Convert variables to a part of a document, which refers to their values. */
export function variablesPart(text: string | null, at: At): Members {
  const entries = [...parseVariables(text ?? '')].map(([key, value]) => [
    key,
    at.draft.secret([at.environment, at.key, key], withReferences(value)),
  ]);
  return Object.fromEntries(entries);
}
