import type { Action } from './action';

export type SkippingFact = 'imageReady' | 'hasHealthcheck' | 'isCurrent' | 'isComplete';

export interface Step {
  /** Stable and unique in the plan: the journal's key. */
  id: string;
  title: string;
  actions: readonly Action[];
  /** Registered before the step acts; run in reverse order of steps when the operation fails or is cancelled. */
  undo?: readonly Action[];
  deadlineMs: number;
  /** Machine that runs the step; absent: the one that runs the workload. */
  on?: 'build-server';
  /** `warn`: the failure is logged and the operation continues. */
  onFail: 'fail' | 'warn';
  /** Skipped when one of these facts is true for the component, or for each of several components. */
  unless?: { component: string | readonly string[]; facts: readonly SkippingFact[] };
  /** Not run again if its worker died: the operation fails. */
  once?: boolean;
  /** The point of no return: after it a cancel comes too late and nothing is undone. */
  irrevocable?: boolean;
}

/**
 * The downtime that users notice: none, or the time between stopping the old container and the new one being healthy.
 */
export interface Downtime {
  class: 'none' | 'stop-start';
  /** Why rolling is impossible, for the reader of the plan. */
  reasons: readonly string[];
}

export interface Plan {
  operationUuid: string;
  /** Name in messages: `The deployment was cancelled.` */
  noun: string;
  downtime: Downtime;
  steps: readonly Step[];
  /**
   * Id of the first step that changes what runs, before which the operations of a group wait for each other. They wait
   * again before the first irrevocable step. Absent: it cannot wait.
   */
  releaseStep?: string;
  /** Always run at the end, whatever the outcome; a failure is only logged. */
  cleanup: readonly Action[];
  /** Cleanup on the build server; absent: there is none. */
  buildServerCleanup?: readonly Action[];
}
