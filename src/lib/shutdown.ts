import { errorMessage } from '../domain/error';

/** What has been started, so that it can be ended in reverse order. */
export interface Shutdown {
  /** `name` stands in the report when ending it fails. */
  add(name: string, end: () => Promise<void> | void): void;
  /** Ends everything once, whatever fails; returns what failed, in words. */
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
