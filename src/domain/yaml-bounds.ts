import { Lexer } from 'yaml';
import type { ComposeProblem } from './compose/problem';
import { byteLength } from './input/text';

/** Hostile-inputs row 18. */
const MAX_BYTES = 5 * 1024 * 1024;
const MAX_ALIASES = 100;
/** Keeps the worst file well below a second: a parser's work grows with tokens and lines, not with bytes. */
const MAX_TOKENS = 150_000;
const MAX_LINES = 50_000;
/** Nesting levels of maps and lists. */
export const MAX_DEPTH = 64;

/** The lexer's mark before the text of a scalar. */
const scalarMark = '\x1f';

/** Check the size of a YAML file before anything is parsed; null when it is within bounds. */
export function yamlBoundsProblem(text: string): ComposeProblem | null {
  if (byteLength(text) > MAX_BYTES) return at(1, 'The file must not be larger than 5 MB.');
  if (text.includes('\0')) return at(lineOf(text, text.indexOf('\0')), 'Must not contain NUL.');
  let lines = 1;
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) lines++;
  if (lines > MAX_LINES) return at(MAX_LINES, `The file must not have more than ${MAX_LINES} lines.`);
  return tokenProblem(text);
}

function tokenProblem(text: string): ComposeProblem | null {
  let tokens = 0;
  let aliases = 0;
  let offset = 0;
  let previous = '';
  const nesting = new Nesting();
  for (const token of new Lexer().lex(text)) {
    const isText = previous === scalarMark;
    previous = token;
    if (++tokens > MAX_TOKENS) return at(lineOf(text, offset), 'The file has too many entries.');
    if (isMark(token)) continue;
    nesting.take(token, offset, isText);
    if (nesting.depth > MAX_DEPTH + 1) return at(lineOf(text, offset), TOO_DEEP);
    if (!isText && token.startsWith('*') && ++aliases > MAX_ALIASES)
      return at(lineOf(text, offset), `The file must not have more than ${MAX_ALIASES} aliases.`);
    offset += token.length;
  }
  return null;
}

/**
 * Computes the depth of a YAML text from its tokens: collections in brackets, and those by column. A text below the
 * last collection may count as one more. The parser is recursive: text that is too deep for its stack must not reach
 * it.
 */
class Nesting {
  private brackets = 0;
  /** Columns of the collections around the current token, ascending. */
  private readonly columns: number[] = [];
  private lineStart = 0;
  /** Whether the next token begins a node. */
  private isBeginning = true;

  get depth(): number {
    return this.brackets + this.columns.length;
  }

  /** @param offset start of the token in the text. */
  take(token: string, offset: number, isText: boolean): void {
    const isItem = !isText && (token === '-' || token === '?');
    if (isText || !isBlank(token)) {
      if (this.brackets === 0 && (isItem || this.isBeginning)) this.placeAt(offset - this.lineStart);
      this.isBeginning = isItem;
      if (!isText && (token === '[' || token === '{')) this.brackets++;
      if (!isText && (token === ']' || token === '}')) this.brackets--;
    }
    this.endLines(token, offset);
  }

  private placeAt(column: number): void {
    while ((this.columns.at(-1) ?? -1) >= column) this.columns.pop();
    this.columns.push(column);
  }

  /** Count the lines of a multi-line text, which is one token. */
  private endLines(token: string, offset: number): void {
    const end = token.lastIndexOf('\n');
    if (end === -1) return;
    this.lineStart = offset + end + 1;
    if (end === token.length - 1) this.isBeginning = true;
  }
}

/** Whether a token belongs to no node: space, line ends and comments. */
function isBlank(token: string): boolean {
  return token.trim() === '' || token.startsWith('#');
}

export const TOO_DEEP = 'The file is nested too deeply.';

/** Turn a message of the parser into a sentence. */
export function yamlProblemText({ message }: { message: string }): string {
  const line = message.split('\n')[0] ?? message;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** Whether a token is not text: marks of documents, of scalars and of the end of a bracket. */
function isMark(token: string): boolean {
  return token === scalarMark || token === '\x02' || token === '\x18';
}

function at(line: number, message: string): ComposeProblem {
  return { line, column: 1, message };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
