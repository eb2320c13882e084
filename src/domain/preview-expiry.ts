const DAY_MS = 86_400_000;

/**
 * Compute when a preview expires.
 * @param activeAt its last commit, deployment or approval
 * @param days after which the application's previews are removed; 0: never
 */
export function previewExpiry(activeAt: Date, days: number): Date | null {
  return days > 0 ? new Date(activeAt.getTime() + days * DAY_MS) : null;
}
