import { isMagicName } from './magic-name';

/** Returns the value of a variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

/** Callbacks for what interpolation notices. */
export interface InterpolationEvents {
  /** A variable without a default that is not set. */
  missing?: (name: string) => void;
  /** `:?` or `?` of a variable without a value. */
  required?: (name: string, message: string) => void;
  /** A `$` that begins no variable and is kept. */
  loneSign?: () => void;
  /** Every variable read, with the text after its operator. */
  read?: (name: string, operator: Operator | null, word: string | null) => void;
}

export type Operator = ':-' | '-' | ':?' | '?' | ':+' | '+';

/** Nesting levels of `${A:-${B:-…}}`. */
const MAX_NESTING = 32;
/** Characters of one text after interpolation. */
const MAX_LENGTH = 1024 * 1024;

/** A syntax error in a text, with its offset. */
export class InterpolationError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const nameForm = /[A-Za-z_][A-Za-z0-9_]*/y;
const bracedNameForm = /[A-Za-z_][A-Za-z0-9_.]*/y;
/** A magic variable may contain the hyphens of the service it names. */
const hyphenNameForm = /SERVICE_[A-Za-z0-9_.-]+/y;
const operatorForm = /:-|:\?|:\+|-|\?|\+/y;

/** Replace `$NAME` and `${NAME…}` as Compose does; `$$` is a `$`. */
export function interpolate(text: string, lookup: Lookup, events: InterpolationEvents = {}): string {
  if (!text.includes('$')) return text;
  return new Reader(text, lookup, events).until(null, 0, true);
}

function matchAt(form: RegExp, text: string, offset: number): string | null {
  form.lastIndex = offset;
  return form.exec(text)?.[0] ?? null;
}

class Reader {
  private position = 0;
  private length = 0;

  constructor(
    private readonly text: string,
    private readonly lookup: Lookup,
    private readonly events: InterpolationEvents,
  ) {}

  /**
   * Read up to `}` (not consumed) or the end. @param isTaken false: variables of the unused branch are not reported
   */
  until(end: '}' | null, depth: number, isTaken: boolean): string {
    const parts: string[] = [];
    for (;;) {
      const next = this.nextSpecial(end);
      parts.push(this.grow(this.text.slice(this.position, next)));
      this.position = next;
      if (next === this.text.length || this.text[next] === '}') return parts.join('');
      parts.push(this.dollar(depth, isTaken));
    }
  }

  private nextSpecial(end: '}' | null): number {
    let index = this.position;
    while (index < this.text.length) {
      const character = this.text[index];
      if (character === '$' || (end !== null && character === end)) break;
      index++;
    }
    return index;
  }

  private grow(part: string): string {
    this.length += part.length;
    if (this.length > MAX_LENGTH)
      throw new InterpolationError('The text is too long after its variables are replaced.', this.position);
    return part;
  }

  private dollar(depth: number, isTaken: boolean): string {
    const start = this.position;
    const next = this.text[start + 1];
    if (next === '$') {
      this.position = start + 2;
      return this.grow('$');
    }
    if (next === '{') return this.braced(start, depth, isTaken);
    const name = matchAt(nameForm, this.text, start + 1);
    if (name === null) {
      this.events.loneSign?.();
      this.position = start + 1;
      return this.grow('$');
    }
    this.position = start + 1 + name.length;
    return this.grow(this.value(name, null, null, isTaken));
  }

  private braced(start: number, depth: number, isTaken: boolean): string {
    if (depth >= MAX_NESTING) throw new InterpolationError('Variables are nested too deeply.', start);
    const name = this.bracedName(start + 2);
    if (name === null) throw new InterpolationError('${ must be followed by the name of a variable.', start);
    this.position = start + 2 + name.length;
    if (this.text[this.position] === '}') {
      this.position++;
      return this.grow(this.value(name, null, null, isTaken));
    }
    const operator = matchAt(operatorForm, this.text, this.position);
    if (operator === null) {
      const message = this.text.includes('}', this.position)
        ? 'The name of a variable must be followed by } or one of :- - :? ? :+ +.'
        : 'A variable is not closed with }.';
      throw new InterpolationError(message, start);
    }
    this.position += operator.length;
    // operatorForm matches nothing else.
    return this.operated(start, name, operator as Operator, depth, isTaken);
  }

  /**
   * Read the name in braces: `${SERVICE_URL_MY-APP}` is a name if it is one up to the brace; `${A-b}` has a default.
   */
  private bracedName(offset: number): string | null {
    const long = matchAt(hyphenNameForm, this.text, offset);
    if (long !== null && this.text[offset + long.length] === '}' && isMagicName(long)) return long;
    return matchAt(bracedNameForm, this.text, offset);
  }

  private operated(start: number, name: string, operator: Operator, depth: number, isTaken: boolean): string {
    const value = this.lookup(name);
    const isSet = value !== undefined && (operator.length === 1 || value !== '');
    const usesWord = operator.endsWith('+') ? isSet : !isSet;
    const from = this.position;
    const lengthBefore = this.length;
    const word = this.until('}', depth + 1, isTaken && usesWord);
    this.length = lengthBefore;
    if (this.position >= this.text.length)
      throw new InterpolationError('A variable is not closed with }.', start);
    const raw = this.text.slice(from, this.position);
    this.position++;
    this.events.read?.(name, operator, raw);
    if (operator.endsWith('+')) return this.grow(isSet ? word : '');
    if (isSet) return this.grow(value);
    if (operator.endsWith('-')) return this.grow(word);
    if (isTaken) this.events.required?.(name, word);
    return '';
  }

  private value(name: string, operator: null, word: null, isTaken: boolean): string {
    this.events.read?.(name, operator, word);
    const value = this.lookup(name);
    if (value === undefined && isTaken) this.events.missing?.(name);
    return value ?? '';
  }
}
