import type { Workload } from '../../db/generated/client';

/** Columns of every kind of workload that callers set. */
const columns = [
  'name',
  'description',
  'limitsMemory',
  'limitsMemorySwap',
  'limitsMemorySwappiness',
  'limitsMemoryReservation',
  'limitsCpus',
  'limitsCpuset',
  'limitsCpuShares',
  'maxRestartCount',
  'stopGracePeriod',
] as const satisfies readonly (keyof Workload)[];

type Column = (typeof columns)[number];

/** Settings of every kind of workload that callers set. */
export type WorkloadSettings = Partial<Pick<Workload, Column>>;

interface Split<Change> {
  workload: Pick<Change, Extract<keyof Change, Column>>;
  own: Omit<Change, Column>;
}

const isCommon: ReadonlySet<string> = new Set(columns);

/** The parts of a change by table: columns of every workload, and those of its kind. */
export function splitSettings<Change extends WorkloadSettings>(change: Change): Split<Change> {
  const entries = Object.entries(change);
  return {
    workload: Object.fromEntries(entries.filter(([name]) => isCommon.has(name))),
    own: Object.fromEntries(entries.filter(([name]) => !isCommon.has(name))),
  } as unknown as Split<Change>; // `fromEntries` loses the names
}
