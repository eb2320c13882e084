import { errorMessage } from '../domain/error';

/** The things that have been started, to be ended in reverse order. */
export interface Shutdown {
  /** Add what has been started; `name` is in the report when ending it fails. */
  add(name: string, end: () => Promise<void> | void): void;
  /** End everything once, whatever fails; return what failed, in words. */
  run(): Promise<string[]>;
}

export function createShutdown(): Shutdown {
  const started: { name: string; end: () => Promise<void> | void }[] = [];
  return {
    add: (name, end) => started.push({ name, end }),
    async run() {
      const failures: string[] = [];
      for (let last = started.pop(); last; last = started.pop()) {
        try {
          await last.end();
        } catch (error) {
          failures.push(`${last.name}: ${errorMessage(error)}`);
        }
      }
      return failures;
    },
  };
}
