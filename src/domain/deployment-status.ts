/** Deployment states as the v1 surface spells them (coolify-api §5.2). */
export const wireStatuses = ['queued', 'in_progress', 'finished', 'failed', 'cancelled-by-user'] as const;
export type WireStatus = (typeof wireStatuses)[number];

/** @param status one of `operationStatuses`, or text that a database answered */
export function wireStatus(status: string): string {
  return status === 'cancelled' ? 'cancelled-by-user' : status;
}
