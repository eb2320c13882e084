import type { Clock } from '../../lib/clock';

interface Sleeper {
  at: number;
  wake: () => void;
}

/** Turns of the event loop without activity before time may advance. */
const quietTurns = 4;

/** A clock that jumps to the next sleeper as soon as all code waits: an hour of polling takes milliseconds. */
export class VirtualClock implements Clock {
  private time = Date.UTC(2026, 0, 1);
  private sleepers: Sleeper[] = [];
  private pumping = false;

  now(): Date {
    return new Date(this.time);
  }

  monotonicMs(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const sleeper: Sleeper = { at: this.time + ms, wake };
      signal?.addEventListener('abort', onAbort);
      this.sleepers.push(sleeper);
      void this.pump();
    });
  }

  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    while (this.sleepers.length > 0) {
      for (let turn = 0; turn < quietTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
      const next = this.sleepers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.sleepers = this.sleepers.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
    this.pumping = false;
  }
}
