const FIRST_MS = 100;
const MOST_MS = 1_000;

/**
 * Get the pause before attempt number `attempt` (from 0) to reconnect to PostgreSQL, with jitter between processes.
 */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  return Math.min(FIRST_MS * 2 ** attempt, MOST_MS) * (0.5 + random() / 2);
}
