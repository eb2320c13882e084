import type { Action } from './action';

export type SkippingFact = 'imageReady' | 'hasHealthcheck' | 'isCurrent' | 'isComplete';

export interface Step {
  /** Stable and unique in the plan: the journal's key. */
  id: string;
  title: string;
  actions: readonly Action[];
  /** Registered before the step acts, run in reverse order of steps when the operation fails or is cancelled. */
  undo?: readonly Action[];
  deadlineMs: number;
  /** The machine it is done on; absent: the one that runs the workload. */
  on?: 'build-server';
  /** `warn`: the failure is logged and the operation goes on. */
  onFail: 'fail' | 'warn';
  /** Skipped when one of these facts of the component is true; of several components, of each of them. */
  unless?: { component: string | readonly string[]; facts: readonly SkippingFact[] };
  /** It is not run a second time when its worker died: the operation fails. */
  once?: boolean;
  /** From here on there is no way back: a cancel comes too late and nothing is undone. */
  irrevocable?: boolean;
}

/**
 * The downtime that users notice: none, or the time between stopping the old container and the new one being healthy.
 */
export interface Downtime {
  class: 'none' | 'stop-start';
  /** Why rolling is impossible, in words for the person who reads the plan. */
  reasons: readonly string[];
}

export interface Plan {
  operationUuid: string;
  /** What it is called in messages: `The deployment was cancelled.` */
  noun: string;
  downtime: Downtime;
  steps: readonly Step[];
  /** The first step that changes what runs: one of a group waits before it until all are as far. Absent: it cannot. */
  releaseStep?: string;
  /** Always run at the end, whatever the outcome; a failure here is only logged. */
  cleanup: readonly Action[];
  /** The same on the build server; absent: there is none. */
  buildServerCleanup?: readonly Action[];
}
