import { describe, expect, it } from 'vitest';
import { Semaphore } from './semaphore';

describe('Semaphore', () => {
  it('lets the waiting in by turn', async () => {
    const semaphore = new Semaphore(1);
    const order: number[] = [];
    const first = await semaphore.acquire();
    const waiting = [1, 2, 3].map(async (number) => {
      const release = await semaphore.acquire();
      order.push(number);
      release();
      release(); // a second call has no effect
    });
    expect(semaphore.isFree).toBe(false);
    first();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    await semaphore.acquire();
    expect(semaphore.isFree).toBe(false);
  });

  it('lets go of who gives up', async () => {
    const semaphore = new Semaphore(1);
    const release = await semaphore.acquire();
    const gone = new AbortController();
    const givenUp = semaphore.acquire(gone.signal);
    const patient = semaphore.acquire();
    gone.abort(new Error('cancelled'));
    await expect(givenUp).rejects.toThrow('cancelled');
    await expect(semaphore.acquire(gone.signal)).rejects.toThrow('cancelled');
    release();
    await expect(patient).resolves.toBeTypeOf('function');
  });
});
