import { reconnectDelay } from '../../db/backoff';
import { type Lease, renewLease } from '../../db/queries/operation-lease';
import { errorMessage } from '../../domain/error';
import type { Services } from '../context';

export const LEASE_MS = 30_000;
export const RENEW_MS = 10_000;

/** `abandoned`: the workload is being deleted, so nothing of the operation must be kept or undone. */
export type LeaseState = 'held' | 'cancelled' | 'abandoned' | 'lost';

/** Extend the lease and return the state of the operation. */
export async function checkLease(
  { database }: Pick<Services, 'database'>,
  lease: Lease,
): Promise<LeaseState> {
  const renewed = await renewLease(database.critical, lease, LEASE_MS);
  if (renewed === null) return 'lost';
  if (renewed.isAbandoned) return 'abandoned';
  return renewed.status === 'cancelled' ? 'cancelled' : 'held';
}

/**
 * Renew the lease until `signal` aborts, and report when the operation was cancelled or the lease went to another
 * worker. Ask a database that does not answer again soon, until the lease has expired: then it is lost.
 */
export async function keepLease(
  services: Pick<Services, 'database' | 'clock' | 'log'>,
  lease: Lease,
  signal: AbortSignal,
  onChange: (state: Exclude<LeaseState, 'held'>) => void,
): Promise<void> {
  const { clock, log } = services;
  let validUntil = clock.monotonicMs() + LEASE_MS;
  let failures = 0;
  while (!signal.aborted) {
    const left = validUntil - clock.monotonicMs();
    try {
      await clock.sleep(failures === 0 ? RENEW_MS : Math.min(reconnectDelay(failures - 1), left), signal);
      // Counted from before the query: the database begins no earlier.
      const asked = clock.monotonicMs();
      const state = await checkLease(services, lease);
      validUntil = asked + LEASE_MS;
      failures = 0;
      if (state !== 'held') onChange(state);
      if (state === 'lost') return;
    } catch (error) {
      if (signal.aborted) return;
      failures++;
      log.warn({ operation: lease.operationId, error: errorMessage(error) }, 'lease not renewed');
      if (clock.monotonicMs() >= validUntil) return onChange('lost');
    }
  }
}
