/** State before any byte of a word. */
export const ROOT = 0;
const NONE = -1;
/** Flags of a state: the next state in memory continues its word; other states continue it too; a word ends here. */
const CONTINUES = 1;
const BRANCHES = 2;
const ENDS = 4;

/**
 * Searches for many words in a text at once, in linear time (Aho and Corasick, 1975). Building copies each word once;
 * the failure links, which would cost more than all else for secrets of a megabyte, are computed when a text first
 * reaches their state. A state costs two bytes, and twelve more once reached.
 */
export class SecretWords {
  readonly #label: Uint8Array;
  readonly #flags: Uint8Array;
  readonly #first = new Int32Array(256).fill(NONE);
  /** States that begin a branch, by state × 256 + byte. */
  readonly #branches = new Map<number, number>();
  /** State of the longest proper suffix of what was read that is a prefix of a word, plus one; 0: not computed yet. */
  readonly #failure: Int32Array;
  readonly #depth: Int32Array;
  /** Length of the longest word that ends in this state. */
  readonly #longest: Int32Array;
  #size = 1;
  #followed = 0;

  constructor(words: readonly Uint8Array[]) {
    const most = words.reduce((sum, word) => sum + word.length, 1);
    this.#label = new Uint8Array(most + 1);
    this.#flags = new Uint8Array(most + 1);
    this.#failure = new Int32Array(most);
    this.#depth = new Int32Array(most);
    this.#longest = new Int32Array(most);
    this.#failure[ROOT] = ROOT + 1;
    for (const word of words) this.#add(word);
  }

  /**
   * Get the state after these bytes. `found` gets the index after the longest word that ends there, and its length.
   */
  read(bytes: Uint8Array, state: number, found: (end: number, length: number) => void): number {
    const first = this.#first;
    const longest = this.#longest;
    let at = state;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number; // within bounds
      if (at === ROOT && first[byte] === NONE) continue;
      at = this.#next(at, byte);
      const length = longest[at] as number; // states are within the arrays, here and below
      if (length > 0) found(i + 1, length);
    }
    return at;
  }

  /** Get the number of read bytes that may be the start of a word. */
  depth(state: number): number {
    return this.#depth[state] as number;
  }

  /** Number of failure links followed so far: never more than bytes read and stored. */
  get followed(): number {
    return this.#followed;
  }

  #next(state: number, byte: number): number {
    let at = state;
    let next = this.#child(at, byte);
    while (next === NONE && at !== ROOT) {
      at = this.#failureOf(at);
      next = this.#child(at, byte);
    }
    if (next === NONE) return ROOT;
    if (this.#failure[next] === 0) this.#explore(at, next, byte);
    return next;
  }

  #failureOf(state: number): number {
    this.#followed++;
    return (this.#failure[state] as number) - 1;
  }

  #child(state: number, byte: number): number {
    if (state === ROOT) return this.#first[byte] as number;
    const flags = this.#flags[state] as number;
    if ((flags & CONTINUES) !== 0 && this.#label[state + 1] === byte) return state + 1;
    return (flags & BRANCHES) === 0 ? NONE : (this.#branches.get(state * 256 + byte) ?? NONE);
  }

  #add(word: Uint8Array): void {
    let state = ROOT;
    let read = 0;
    for (; read < word.length; read++) {
      const next = this.#child(state, word[read] as number);
      if (next === NONE) break;
      state = next;
    }
    if (read < word.length) state = this.#branch(state, word.subarray(read));
    this.#flags[state] = (this.#flags[state] as number) | ENDS;
  }

  /** Store the rest of a word as a row of states; return the last one. */
  #branch(state: number, rest: Uint8Array): number {
    const byte = rest[0] as number;
    const head = this.#size;
    if (state === ROOT) this.#first[byte] = head;
    else {
      this.#branches.set(state * 256 + byte, head);
      this.#flags[state] = (this.#flags[state] as number) | BRANCHES;
    }
    this.#size += rest.length;
    this.#label.set(rest, head);
    this.#flags.fill(CONTINUES, head, this.#size - 1);
    return this.#size - 1;
  }

  /** Compute depth, failure and longest word of a newly reached state, and of those it fails to. */
  #explore(parent: number, child: number, byte: number): void {
    const found: number[] = [];
    for (let from = parent, state = child; this.#failure[state] === 0; ) {
      this.#depth[state] = (this.#depth[from] as number) + 1;
      let failure = NONE;
      while (failure === NONE && from !== ROOT) {
        from = this.#failureOf(from);
        failure = this.#child(from, byte);
      }
      this.#failure[state] = (failure === NONE ? ROOT : failure) + 1;
      found.push(state);
      state = failure === NONE ? ROOT : failure;
    }
    for (const state of found.reverse()) {
      const isEnd = ((this.#flags[state] as number) & ENDS) !== 0;
      const failure = (this.#failure[state] as number) - 1;
      this.#longest[state] = (isEnd ? this.#depth[state] : this.#longest[failure]) as number;
    }
  }
}
