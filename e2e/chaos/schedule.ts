import { Random } from './random';

export const faultKinds = ['postgres', 'sshd', 'dockerd', 'proxy', 'gantry'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Machines of the lab that the run uses. */
export const machineNames = ['one', 'two', 'three'] as const;
export type MachineName = (typeof machineNames)[number];
export const processNames = ['a', 'b'] as const;
export type ProcessName = (typeof processNames)[number];

/** Three on each machine: see `workload-kind.ts`. */
export const workloadCount = 9;

export interface FaultEvent {
  type: 'fault';
  /** Milliseconds after the start. */
  at: number;
  kind: FaultKind;
  /** The machine, the Gantry process, or `postgres`. */
  target: string;
  way: string;
  /** Until what was taken away is given back. */
  lastsMs: number;
}

export const actionNames = ['deploy', 'restart', 'stop', 'delete', 'cancel', 'follow'] as const;
export type ActionName = (typeof actionNames)[number];

export interface ActionEvent {
  type: 'action';
  at: number;
  action: ActionName;
  /** 0 … workloadCount - 1 */
  workload: number;
  /** Which of the two processes is asked first. */
  process: ProcessName;
  /** For `deploy`: what is deployed; `crash` never passes its health gate. */
  version: '1' | '2' | 'crash';
}

export type ChaosEvent = FaultEvent | ActionEvent;

export interface ScheduleOptions {
  seed: number;
  durationMs: number;
  faults: readonly FaultKind[];
}

/** Targets and ways of each kind, with the least and the most that one lasts. */
const ways: Record<
  FaultKind,
  { targets: readonly string[]; lasts: Record<string, readonly [number, number]> }
> = {
  postgres: {
    targets: ['postgres'],
    lasts: { restart: [500, 10_000], kill: [500, 10_000], freeze: [2_000, 15_000] },
  },
  sshd: { targets: machineNames, lasts: { kill: [2_000, 30_000], freeze: [2_000, 30_000] } },
  dockerd: { targets: machineNames, lasts: { kill: [1_000, 20_000], freeze: [2_000, 20_000] } },
  // Docker starts again what crashed, but not what was killed through it or removed.
  proxy: {
    targets: machineNames,
    lasts: { crash: [0, 0], kill: [0, 0], remove: [0, 0], freeze: [2_000, 15_000] },
  },
  gantry: {
    targets: processNames,
    lasts: { kill: [500, 10_000], restart: [0, 3_000], freeze: [2_000, 45_000] },
  },
};

/** Nothing is wrong yet when the run begins, and everything was given back when it ends. */
const calmStartMs = 5_000;
/** A target that had a fault is left alone for a while: else a run would only show what never recovers. */
const restMs = 8_000;
const faultPauseMs = [4_000, 11_000] as const;
const actionPauseMs = [700, 2_500] as const;

/** Deployments are frequent, what ends a workload is rare. */
const actionWeights: Record<ActionName, number> = {
  deploy: 10,
  restart: 4,
  stop: 3,
  delete: 2,
  cancel: 2,
  follow: 4,
};
const actionBag = actionNames.flatMap((name) => Array<ActionName>(actionWeights[name]).fill(name));

/** What happens in a run and when, in order. Depends on nothing but its options. */
export function scheduleOf(options: ScheduleOptions): ChaosEvent[] {
  // Two sequences: which faults are enabled does not change what is done meanwhile.
  const events = [...faultsOf(options), ...actionsOf(options)];
  return events.sort((a, b) => a.at - b.at);
}

function faultsOf({ seed, durationMs, faults }: ScheduleOptions): FaultEvent[] {
  const random = new Random(seed);
  const events: FaultEvent[] = [];
  if (faults.length === 0) return events;
  for (let at = calmStartMs; ; at += random.between(...faultPauseMs)) {
    const kind = random.pick(faults);
    const { targets, lasts } = ways[kind];
    const target = random.pick(targets);
    const way = random.pick(Object.keys(lasts));
    const lastsMs = random.between(...(lasts[way] ?? [0, 0]));
    if (at >= durationMs) return events;
    const event: FaultEvent = { type: 'fault', at, kind, target, way, lastsMs };
    if (at + lastsMs <= durationMs && !events.some((earlier) => excludes(earlier, event))) events.push(event);
  }
}

/** The proxy cannot be reached while its Docker daemon is away, so the two are one target. */
function excludes(earlier: FaultEvent, later: FaultEvent): boolean {
  const isContainer = ({ kind }: FaultEvent) => kind === 'proxy' || kind === 'dockerd';
  const isSame = earlier.kind === later.kind || (isContainer(earlier) && isContainer(later));
  return isSame && earlier.target === later.target && later.at < earlier.at + earlier.lastsMs + restMs;
}

function actionsOf({ seed, durationMs }: ScheduleOptions): ActionEvent[] {
  const random = new Random(seed ^ 0x9e3779b9);
  const events: ActionEvent[] = [];
  for (let at = random.between(...actionPauseMs); at < durationMs; at += random.between(...actionPauseMs)) {
    events.push({
      type: 'action',
      at,
      action: random.pick(actionBag),
      workload: random.between(0, workloadCount - 1),
      process: random.pick(processNames),
      version: random.pick(['1', '2', '1', '2', 'crash']),
    });
  }
  return events;
}

/** What fails. */
export const nameOf = ({ kind, target }: FaultEvent): string =>
  kind === target ? kind : `${kind} ${target}`;

/** One line for a person. */
export function describeEvent(event: ChaosEvent): string {
  if (event.type === 'fault') {
    const { way, lastsMs } = event;
    return `FAULT ${nameOf(event)}: ${way}${lastsMs > 0 ? ` for ${(lastsMs / 1000).toFixed(1)} s` : ''}`;
  }
  const { action, workload, process, version } = event;
  return `${action} w${workload}${action === 'deploy' ? ` version ${version}` : ''} (process ${process})`;
}
