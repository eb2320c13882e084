import type { Interval } from './downtime';

export interface Outage extends Interval {
  /** What the first failing probe got. */
  detail: string;
}

/**
 * What probes say about one application: an outage counts from the first probe that fails after one that succeeded, as
 * long as the application is meant to run.
 */
export class Availability {
  readonly outages: Outage[] = [];
  /** When a deployment ended that was asked for after the last stop or removal. */
  #wantedSince: number | null = null;
  #takenDownAt = Number.NEGATIVE_INFINITY;
  #isServing = false;
  #failing: { from: number; detail: string } | null = null;

  get isWanted(): boolean {
    return this.#wantedSince !== null;
  }

  /** A stop or a removal is asked for: from now on nothing is expected. */
  takenDown(at: number): void {
    this.end(at);
    this.#takenDownAt = at;
    this.#wantedSince = null;
    this.#isServing = false;
  }

  /** A deployment finished. */
  deployed(requestedAt: number, at: number): void {
    if (requestedAt > this.#takenDownAt) this.#wantedSince ??= at;
  }

  /** @param failure what a probe got instead of the application; null when it succeeded */
  probed(at: number, failure: string | null): void {
    if (this.#wantedSince === null || at < this.#wantedSince) return;
    if (failure === null) {
      this.end(at);
      this.#isServing = true;
    } else if (this.#isServing && this.#failing === null) this.#failing = { from: at, detail: failure };
  }

  /** Close an outage that has no end yet. */
  end(at: number): void {
    if (this.#failing) this.outages.push({ ...this.#failing, to: at });
    this.#failing = null;
  }
}
