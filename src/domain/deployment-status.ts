/** Deployment states in the v1 API (coolify-api §5.2). */
export const wireStatuses = ['queued', 'in_progress', 'finished', 'failed', 'cancelled-by-user'] as const;
export type WireStatus = (typeof wireStatuses)[number];

/** Convert a state to the v1 API's. @param status one of `operationStatuses`, or text from a database */
export function wireStatus(status: string): string {
  return status === 'cancelled' ? 'cancelled-by-user' : status;
}
