/** Thrown when even the lax reader finds no valid TOML. */
export class LaxTomlError extends Error {}

type Table = Record<string, unknown>;

const MAX_DEPTH = 32;

/**
 * Read TOML as authors write it by hand: unknown escapes stay as they are, a table may be written twice, the last of
 * equal keys wins, and `[[a]]` may follow `a = []`.
 */
export function readLaxToml(text: string): Table {
  return new LaxReader(text.replaceAll('\r\n', '\n')).document();
}

class LaxReader {
  private position = 0;
  private readonly root: Table = {};

  constructor(private readonly text: string) {}

  document(): Table {
    let table = this.root;
    for (;;) {
      this.skip(/(?:[ \t\n]|#[^\n]*)*/y);
      if (this.position >= this.text.length) return this.root;
      if (this.text[this.position] === '[') table = this.header();
      else this.assign(table);
      this.skip(/[ \t]*(?:#[^\n]*)?/y);
      if (this.position < this.text.length && this.text[this.position] !== '\n') throw this.error();
    }
  }

  private header(): Table {
    const isArray = this.text.startsWith('[[', this.position);
    this.position += isArray ? 2 : 1;
    const path = this.path();
    this.expect(isArray ? ']]' : ']');
    const last = path.pop() ?? '';
    const parent = this.walk(this.root, path);
    if (!isArray) return this.walk(parent, [last]);
    const list = Array.isArray(parent[last]) ? parent[last] : [];
    const table: Table = {};
    list.push(table);
    parent[last] = list;
    return table;
  }

  /** Walk to the table at a path, creating missing ones; of an array, take the last. */
  private walk(from: Table, path: readonly string[]): Table {
    let table = from;
    for (const key of path) {
      const found: unknown = table[key];
      const next: unknown = Array.isArray(found) ? found.at(-1) : found;
      if (isTable(next)) table = next;
      else {
        const made: Table = {};
        table[key] = made;
        table = made;
      }
    }
    return table;
  }

  private assign(table: Table): void {
    const path = this.path();
    this.expect('=');
    const last = path.pop() ?? '';
    this.walk(table, path)[last] = this.value(0);
  }

  private path(): string[] {
    const path: string[] = [];
    do {
      this.skip(/[ \t]*/y);
      const quote = this.text[this.position];
      const key = quote === '"' || quote === "'" ? this.string() : this.skip(/[A-Za-z0-9_\-/$]+/y);
      if (key === '' || key === '__proto__') throw this.error();
      path.push(key);
      this.skip(/[ \t]*/y);
    } while (this.take('.'));
    return path;
  }

  private value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw this.error();
    this.skip(/[ \t]*/y);
    const character = this.text[this.position];
    if (character === '"' || character === "'") return this.string();
    if (this.take('[')) return this.list(depth);
    if (this.take('{')) return this.inlineTable(depth);
    const word = this.skip(/[^\s,\]}#]+/y);
    if (word === 'true' || word === 'false') return word === 'true';
    const number = Number(word.replaceAll('_', ''));
    if (word !== '' && Number.isFinite(number)) return number;
    if (/^\d{4}-\d{2}-\d{2}/.test(word)) return word;
    throw this.error();
  }

  private list(depth: number): unknown[] {
    const items: unknown[] = [];
    for (;;) {
      this.skip(/(?:[ \t\n]|#[^\n]*)*/y);
      if (this.take(']')) return items;
      items.push(this.value(depth + 1));
      this.skip(/(?:[ \t\n]|#[^\n]*)*/y);
      if (!this.take(',') && this.text[this.position] !== ']') throw this.error();
    }
  }

  private inlineTable(depth: number): Table {
    const table: Table = {};
    for (;;) {
      this.skip(/(?:[ \t\n]|#[^\n]*)*/y);
      if (this.take('}')) return table;
      const path = this.path();
      this.expect('=');
      const last = path.pop() ?? '';
      this.walk(table, path)[last] = this.value(depth + 1);
      this.skip(/(?:[ \t\n]|#[^\n]*)*/y);
      if (!this.take(',') && this.text[this.position] !== '}') throw this.error();
    }
  }

  private string(): string {
    const quote = this.text[this.position] ?? '"';
    const isLong = this.text.startsWith(quote.repeat(3), this.position);
    const mark = isLong ? quote.repeat(3) : quote;
    this.position += mark.length;
    if (isLong && this.text[this.position] === '\n') this.position++;
    const start = this.position;
    let end = start;
    for (; ; end++) {
      if (end >= this.text.length || (!isLong && this.text[end] === '\n')) throw this.error();
      if (quote === '"' && this.text[end] === '\\') end++;
      else if (this.text.startsWith(mark, end)) break;
    }
    // Up to two quotes may precede the closing three.
    while (isLong && this.text[end + mark.length] === quote) end++;
    this.position = end + mark.length;
    const raw = this.text.slice(start, end);
    return quote === '"' ? unescaped(raw) : raw;
  }

  private skip(form: RegExp): string {
    form.lastIndex = this.position;
    const match = form.exec(this.text)?.[0] ?? '';
    this.position += match.length;
    return match;
  }

  private take(text: string): boolean {
    const isThere = this.text.startsWith(text, this.position);
    if (isThere) this.position += text.length;
    return isThere;
  }

  private expect(text: string): void {
    this.skip(/[ \t]*/y);
    if (!this.take(text)) throw this.error();
  }

  private error(): LaxTomlError {
    const line = this.text.slice(0, this.position).split('\n').length;
    return new LaxTomlError(`Line ${line} is not valid TOML.`);
  }
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

function unescaped(raw: string): string {
  return raw.replaceAll(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([ \t]*\n\s*)|([\s\S]))/g,
    (whole, short?: string, long?: string, fold?: string, character?: string) => {
      if (fold !== undefined) return '';
      const code = Number.parseInt(short ?? long ?? '', 16);
      if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return escapes[character ?? ''] ?? whole;
    },
  );
}
