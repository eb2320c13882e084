import { expect, it } from 'vitest';
import { createShutdown } from './shutdown';

/** A clock whose pauses end when the test says so, or when they are no longer needed. */
function clockOfTest() {
  let pass = () => undefined as undefined;
  const sleep = (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      pass = () => void resolve();
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  return { sleep, pass: () => pass() };
}

it('stops everything once, the last first, and says what failed', async () => {
  const ended: string[] = [];
  const shutdown = createShutdown(clockOfTest());
  shutdown.add('database', () => void ended.push('database'));
  shutdown.add('queue', () => {
    throw new Error('no connection');
  });
  shutdown.add('server', async () => void ended.push('server'));
  expect(await shutdown.run(Promise.resolve())).toEqual(['queue: no connection']);
  expect(ended).toEqual(['server', 'database']);
  expect(await shutdown.run(Promise.resolve())).toEqual([]);
});

it('lets the step that is under way end, stops what it started, and starts nothing more', async () => {
  const ended: string[] = [];
  const shutdown = createShutdown(clockOfTest());
  shutdown.add('database', () => void ended.push('database'));
  let finishStep: () => void = () => undefined;
  const step = new Promise<void>((resolve) => {
    finishStep = resolve;
  });
  const starting = step.then(() => {
    shutdown.add('worker', () => void ended.push('worker'));
    ended.push('the next step');
  });
  const running = shutdown.run(starting);
  finishStep();
  expect(await running).toEqual([]);
  expect(ended).toEqual(['worker', 'database']);
  await expect(starting).rejects.toThrow('Gantry is being stopped.');
});

it('does not wait for a step that waits for something else', async () => {
  const ended: string[] = [];
  const clock = clockOfTest();
  const shutdown = createShutdown(clock);
  shutdown.add('database', () => void ended.push('database'));
  const running = shutdown.run(new Promise(() => undefined));
  clock.pass();
  expect(await running).toEqual([]);
  expect(ended).toEqual(['database']);
});
