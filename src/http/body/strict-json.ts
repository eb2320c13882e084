const maxDepth = 32;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parse JSON from outside. Besides what JSON.parse refuses, this refuses nesting deeper than 32 levels, duplicate keys,
 * and keys that reach JavaScript's prototypes.
 * @throws SyntaxError with a message that is safe to show
 */
export function parseStrictJson(text: string): unknown {
  scan(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError('Invalid JSON.'); // the engine's own message quotes the text
  }
}

/** Check nesting and keys in one pass, without recursion. Everything else is left to JSON.parse. */
function scan(text: string): void {
  /** Keys seen in each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x22: {
        const end = endOfString(text, index);
        const keys = open.at(-1);
        if (keys && isKey(text, end)) addKey(keys, text.slice(index, end + 1));
        index = end;
        break;
      }
      case 0x7b:
      case 0x5b:
        if (open.length === maxDepth) throw new SyntaxError(`JSON is nested deeper than ${maxDepth} levels.`);
        open.push(text[index] === '{' ? new Set() : null);
        break;
      case 0x7d:
      case 0x5d:
        open.pop();
        break;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5c) index++;
    else if (code === 0x22) return index;
  }
  throw new SyntaxError('Invalid JSON.');
}

/** Whether the string that ends at `end` is a key: the next character after white space is a colon. */
function isKey(text: string, end: number): boolean {
  for (let index = end + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x3a) return true;
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return false;
  }
  return false;
}

function addKey(keys: Set<string>, literal: string): void {
  const key = literal.includes('\\') ? decode(literal) : literal.slice(1, -1);
  if (forbiddenKeys.has(key)) throw new SyntaxError(`The key "${key}" is not allowed.`);
  if (keys.has(key)) throw new SyntaxError('JSON contains the same key twice.');
  keys.add(key);
}

function decode(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    throw new SyntaxError('Invalid JSON.');
  }
}
