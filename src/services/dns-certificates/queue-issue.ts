import type { OrganizationScope } from '../context';

/** Queue an attempt. Requests that come while one waits are one. */
export function queueIssue(
  { queue, organizationId }: Pick<OrganizationScope, 'queue' | 'organizationId'>,
  certificateUuid: string,
): Promise<void> {
  const payload = { organizationId, certificateUuid };
  return queue.enqueue('certificate.issue', payload, { key: `certificate ${certificateUuid}` });
}
