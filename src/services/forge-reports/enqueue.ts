import type { JobName, JobPayload } from '../../queue/jobs';
import type { OrganizationScope } from '../context';

type ReportJob = Extract<JobName, `forge.${string}`>;

/** Attempts over more than an hour; a later report says more than an older one that is still tried. */
const ATTEMPTS = 9;

/**
 * Queue a report to a forge. Those of one organization are written one at a time: an older state never replaces a newer
 * one, and a forge that does not respond delays no other organization.
 * @param key replaces a report that waits with the same key
 */
export async function enqueueReport<N extends ReportJob>(
  { queue, organizationId }: Pick<OrganizationScope, 'queue' | 'organizationId'>,
  name: N,
  payload: JobPayload<N>,
  key?: string,
): Promise<void> {
  const turn = `forge reports of ${organizationId}`;
  await queue.enqueue(name, payload, { turn, attempts: ATTEMPTS, ...(key !== undefined && { key }) });
}
