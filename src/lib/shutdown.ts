import { errorMessage } from '../domain/error';

/** Everything that was started, to be stopped in reverse order. */
export interface Shutdown {
  /** Add something that was started; `name` is reported if stopping it fails. */
  add(name: string, end: () => Promise<void> | void): void;
  /** Stop everything once, whatever fails; return what failed, as text. */
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
