interface Run<T> {
  ended: Promise<void>;
  /** The run after it, once someone has asked meanwhile. */
  next: Promise<T> | null;
}

/**
 * Reads that many callers ask for at once, made as few times as may be. A caller who asks while a read is under way gets
 * the answer of the next one, which begins when that has ended: no answer is older than its question.
 */
export class Gathered<T> {
  readonly #runs = new Map<string, Run<T>>();

  /** @throws what `read` throws, to every caller of that run */
  ask(name: string, read: () => Promise<T>): Promise<T> {
    const run = this.#runs.get(name);
    if (!run) return this.#run(name, read);
    run.next ??= run.ended.then(() => this.#run(name, read));
    return run.next;
  }

  #run(name: string, read: () => Promise<T>): Promise<T> {
    const answer = read();
    const end = () => {
      if (!run.next) this.#runs.delete(name);
    };
    const run: Run<T> = { ended: answer.then(end, end), next: null };
    this.#runs.set(name, run);
    return answer;
  }
}
