import { setTimeout as sleep } from 'node:timers/promises';
import { endingSignals } from '../server-process.mjs';
import { dim } from '../steps.mjs';

/** How long a step that is under way may take to notice that what it needs is gone. */
const settleMs = 20_000;

/** Collect what was started and end it, newest first, when the work fails or a signal arrives. */
export function stoppers() {
  const started = [];
  let closing = false;

  async function end({ name, stop }) {
    process.stdout.write(dim(`Stopping ${name} …\n`));
    await stop();
  }

  async function endAll() {
    closing = true;
    for (const one of started.splice(0).reverse()) await end(one);
  }

  return {
    /** Remember a thing that has `stop()`, and return it. One that comes too late is ended at once. */
    async add(name, thing) {
      const one = { name, stop: thing.stop };
      if (closing) {
        await end(one);
        throw new Error('interrupted');
      }
      started.push(one);
      return thing;
    },
    /** Do the work until a signal arrives; then end everything and the process. */
    async untilInterrupted(work) {
      const interrupted = new Promise((resolve) => {
        for (const signal of endingSignals) process.once(signal, () => resolve('interrupted'));
      });
      const done = work();
      try {
        if ((await Promise.race([done, interrupted])) !== 'interrupted') return;
      } finally {
        await endAll();
      }
      await Promise.race([done.catch(() => undefined), sleep(settleMs)]);
      process.exit(0);
    },
  };
}
