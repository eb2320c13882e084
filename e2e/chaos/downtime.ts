// Which outages of an application no fault and no operation of its own explains: see README.md, "Downtime".

/** Milliseconds since the start of the run. */
export interface Interval {
  from: number;
  to: number;
}

export interface RecordedFault extends Interval {
  kind: 'postgres' | 'sshd' | 'dockerd' | 'proxy' | 'gantry';
  /** The machine, the Gantry process, or `postgres`. */
  target: string;
}

export interface OutageContext {
  machine: string;
  /** Whether a release stops the old container before it starts the new one. */
  isStopStart: boolean;
  faults: readonly RecordedFault[];
  /** Deployments and restarts of this application, from the request to their end. */
  operations: readonly Interval[];
}

/** D20.5 says 60 s for a proxy and its routes; a sweep in which something failed counts again with the next one. */
export const recoveryMs = 60_000 + 30_000;
/** D6.1: lease (30 s) + 60 s until another worker has taken over; then stop, start and health gate once more. */
export const stopStartMs = 30_000 + 60_000 + 60_000;
/** Failing probes in a row that count as nothing: a machine without a free processor answers late. */
export const toleranceMs = 5_000;

/** Parts of an outage that nothing explains, in milliseconds. */
export function unexplained(outage: Interval, context: OutageContext): number {
  const excuses = excusesOf(context);
  return subtract(outage, excuses).reduce((sum, { from, to }) => sum + to - from, 0);
}

export const isViolation = (outage: Interval, context: OutageContext): boolean =>
  unexplained(outage, context) > toleranceMs;

function excusesOf(context: OutageContext): Interval[] {
  const { machine, faults, operations, isStopStart } = context;
  const hindrances = faults.filter((fault) => hinders(fault, machine));
  const cuts = faults.filter(
    ({ kind, target }) => (kind === 'dockerd' || kind === 'proxy') && target === machine,
  );
  return [
    // The proxy or the containers themselves went away.
    ...cuts.map(({ from, to }) => ({ from, to: afterClearTime(to, recoveryMs, hindrances) })),
    // A version that must stop before the next one starts.
    ...(isStopStart ? operations : []).map(({ from, to }) => ({
      from,
      to: Math.min(to + toleranceMs, afterClearTime(from, stopStartMs, hindrances)),
    })),
  ];
}

/** What keeps Gantry from working on a machine. A frozen process may hold what the other one waits for. */
function hinders({ kind, target }: RecordedFault, machine: string): boolean {
  return kind === 'postgres' || kind === 'gantry' || target === machine;
}

/** When so much time without any hindrance has passed. */
export function afterClearTime(from: number, clearMs: number, hindrances: readonly Interval[]): number {
  let end = from + clearMs;
  for (const { from: start, to } of merged(hindrances)) {
    if (to <= from) continue;
    if (start >= end) break;
    end += to - Math.max(start, from);
  }
  return end;
}

function merged(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const each of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && each.from <= last.to) last.to = Math.max(last.to, each.to);
    else result.push({ ...each });
  }
  return result;
}

function subtract(whole: Interval, excuses: readonly Interval[]): Interval[] {
  let left = [whole];
  for (const { from, to } of excuses) {
    left = left.flatMap((part) =>
      to <= part.from || from >= part.to
        ? [part]
        : [
            { from: part.from, to: from },
            { from: to, to: part.to },
          ].filter((piece) => piece.to > piece.from),
    );
  }
  return left;
}
