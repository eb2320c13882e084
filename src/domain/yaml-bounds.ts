import { Lexer } from 'yaml';
import type { ComposeProblem } from './compose/problem';
import { byteLength } from './input/text';

/** Hostile-inputs row 18. */
const MAX_BYTES = 5 * 1024 * 1024;
const MAX_ALIASES = 100;
/** What keeps the worst file well below a second: a parser's work grows with tokens and lines, not with bytes. */
const MAX_TOKENS = 150_000;
const MAX_LINES = 50_000;
/** Levels of brackets, or of list items on one line. */
export const MAX_DEPTH = 64;

/** The lexer's mark before the text of a scalar. */
const scalarMark = '\x1f';

/** Check the size of a YAML file before anything is built from it; null when it is within bounds. */
export function yamlBoundsProblem(text: string): ComposeProblem | null {
  if (byteLength(text) > MAX_BYTES) return at(1, 'A file must not be larger than 5 MB.');
  if (text.includes('\0')) return at(lineOf(text, text.indexOf('\0')), 'Must not contain NUL.');
  let lines = 1;
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) lines++;
  if (lines > MAX_LINES) return at(MAX_LINES, `A file must not have more than ${MAX_LINES} lines.`);
  return tokenProblem(text);
}

function tokenProblem(text: string): ComposeProblem | null {
  let tokens = 0;
  let aliases = 0;
  let brackets = 0;
  let itemsOnLine = 0;
  let offset = 0;
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    const isText = previous === scalarMark;
    previous = token;
    if (++tokens > MAX_TOKENS) return at(lineOf(text, offset), 'The file has too many entries.');
    if (!isText) {
      if (token === '[' || token === '{') brackets++;
      else if (token === ']' || token === '}') brackets--;
      else if (token === '-' || token === '?') itemsOnLine++;
      else if (token === '\n' || token === '\r\n') itemsOnLine = 0;
      else if (token.startsWith('*')) aliases++;
      if (brackets > MAX_DEPTH || itemsOnLine > MAX_DEPTH) return at(lineOf(text, offset), TOO_DEEP);
      if (aliases > MAX_ALIASES)
        return at(lineOf(text, offset), `A file must not have more than ${MAX_ALIASES} aliases.`);
    }
    if (!isMark(token)) offset += token.length;
  }
  return null;
}

export const TOO_DEEP = 'The file is nested too deeply.';

/** What a problem of the parser says, as a sentence. The parser descends by recursion, and reports where that ended. */
export function yamlProblemText({ code, message }: { code: string; message: string }): string {
  if (code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  const line = message.split('\n')[0] ?? message;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** Tokens that are not of the text: marks of documents, of scalars and of the end of a bracket. */
function isMark(token: string): boolean {
  return token === scalarMark || token === '\x02' || token === '\x18';
}

function at(line: number, message: string): ComposeProblem {
  return { line, column: 1, message };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
