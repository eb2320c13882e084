const FIRST_PAUSE_MS = 60_000;
const MOST_PAUSE_MS = 3_600_000;

/** Failed attempts per server in this process: each further attempt waits twice as long. */
export class GrowingPauses {
  readonly #attempts = new Map<number, { count: number; at: number }>();

  /** Whether it is time for an attempt; if so, count one. */
  begin(serverId: number, now: number): boolean {
    const { count, at } = this.#attempts.get(serverId) ?? { count: 0, at: 0 };
    if (count > 0 && now - at < Math.min(FIRST_PAUSE_MS * 2 ** (count - 1), MOST_PAUSE_MS)) return false;
    this.#attempts.set(serverId, { count: count + 1, at: now });
    return true;
  }

  /** Forget the attempts for a server that needs none any more. */
  forget(serverId: number): void {
    this.#attempts.delete(serverId);
  }
}
