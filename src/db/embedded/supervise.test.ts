import { expect, it } from 'vitest';
import { createLogger } from '../../lib/log';
import { supervise } from './supervise';

const log = createLogger('silent');

/** Make a server and a clock controlled by the test; each sleep is a step of the script. */
function scene(script: ((server: { isRunning: boolean; canStart: boolean }) => void)[]) {
  const server = { isRunning: true, canStart: true };
  const slept: number[] = [];
  let starts = 0;
  const finished = new Promise<unknown>((resolve) => {
    const stop = supervise(
      {
        isRunning: () => server.isRunning,
        async restart() {
          starts++;
          if (!server.canStart) throw new Error('no space left');
          server.isRunning = true;
        },
      },
      {
        log,
        random: () => 1,
        onGone: resolve,
        clock: {
          now: () => new Date(0),
          monotonicMs: () => 0,
          async sleep(ms, signal) {
            signal?.throwIfAborted();
            slept.push(ms);
            const next = script.shift();
            if (next) next(server);
            else if (server.isRunning) {
              void stop().then(() => resolve(null));
              throw new Error('stopped');
            }
          },
        },
      },
    );
  });
  return { finished, slept, starts: () => starts };
}

it('starts a server that ended again, at once', async () => {
  const { finished, slept, starts } = scene([
    (server) => {
      server.isRunning = false;
    },
  ]);
  expect(await finished).toBeNull();
  expect([starts(), slept]).toEqual([1, [500, 500]]);
});

it('waits longer and longer before further starts, and gives up with the last failure', async () => {
  const { finished, slept, starts } = scene([
    (server) => {
      server.isRunning = false;
      server.canStart = false;
    },
  ]);
  expect(await finished).toEqual(new Error('no space left'));
  expect(starts()).toBe(6);
  expect(slept.filter((ms) => ms !== 500)).toEqual([1000, 2000, 4000, 8000]);
});

it('counts a server that ends soon after each start, and forgets what is long past', async () => {
  const end = (server: { isRunning: boolean }) => {
    server.isRunning = false;
  };
  const idle = () => undefined;
  const soon = scene([end, end]);
  await soon.finished;
  expect(soon.slept).toEqual([500, 500, 500, 500]); // the third is the delay before the second start
  const later = scene([end, ...Array.from({ length: 121 }, () => idle), end]);
  await later.finished;
  expect(later.starts()).toBe(2);
  expect(later.slept).toHaveLength(124);
});
