interface Run<T> {
  ended: Promise<void>;
  /** The next run, if a caller has asked meanwhile. */
  next: Promise<T> | null;
}

/**
 * Merges concurrent reads of many callers into as few as possible. A caller who asks during a read gets the result of
 * the next one, which begins when that has ended: no result is older than its request.
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
