import { type Lease, renewLease } from '../../db/queries/deployment-lease';
import { errorMessage } from '../../domain/error';
import type { Services } from '../context';

export const LEASE_MS = 30_000;
export const RENEW_MS = 10_000;

export type LeaseState = 'held' | 'cancelled' | 'lost';

export function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}

/** Extends the lease and answers what became of the deployment meanwhile. */
export async function checkLease(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  lease: Lease,
): Promise<LeaseState> {
  const status = await renewLease(database.critical, lease, leaseEnd(clock.now()));
  if (status === null) return 'lost';
  return status === 'cancelled' ? 'cancelled' : 'held';
}

/**
 * Renews the lease until `signal` aborts, and reports when the deployment was cancelled or the lease went to
 * somebody else. A database that does not answer is tried again until the lease has run out: then it counts as lost.
 */
export async function keepLease(
  services: Pick<Services, 'database' | 'clock' | 'log'>,
  lease: Lease,
  signal: AbortSignal,
  onChange: (state: Exclude<LeaseState, 'held'>) => void,
): Promise<void> {
  const { clock, log } = services;
  let validUntil = leaseEnd(clock.now());
  while (!signal.aborted) {
    try {
      await clock.sleep(RENEW_MS, signal);
      const state = await checkLease(services, lease);
      validUntil = leaseEnd(clock.now());
      if (state !== 'held') onChange(state);
      if (state === 'lost') return;
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ deployment: lease.deploymentId, error: errorMessage(error) }, 'lease not renewed');
      if (clock.now() >= validUntil) return onChange('lost');
    }
  }
}
