/** Periods without a success after which a schedule is marked (deployment contract D12.1). */
export const PERIODS_TO_MARK = 3;

/** Whether none of the last runs of a schedule succeeded. One that has not ended says nothing yet. @param runs newest first */
export function isFailing(runs: readonly { status: string }[]): boolean {
  const ended = runs.filter(({ status }) => status !== 'running').slice(0, PERIODS_TO_MARK);
  return ended.length === PERIODS_TO_MARK && ended.every(({ status }) => status !== 'success');
}
