import type { Secret } from '../../domain/secret';
import type { Facts } from '../../engine/plan/facts';
import type { Plan } from '../../engine/plan/types';
import type { PlanResult } from '../../engine/run/plan-run';
import type { OrganizationScope } from '../context';
import type { NewNotification } from '../notifications/message';
import type { LoadedOperation } from './load';

/** A frozen specification, possibly from an earlier version of Gantry. */
export interface Frozen {
  version: number;
  spec: unknown;
}

/**
 * The definition of one kind of operation on one kind of workload. `Spec` is plain data and `Secret`s: it is frozen
 * when the operation begins, and a worker that resumes it runs exactly that. Members are methods, so that a table can
 * hold definitions of different specifications.
 */
export interface OperationDefinition<Spec> {
  /** Raise it when `Spec` changes, and let `thaw` read the older form: its operation may have begun. */
  readonly version: number;
  /**
   * Build the specification from the current rows.
   * @throws AppError worded for the requester: then the operation fails before its first step
   */
  prepare(scope: OrganizationScope, operation: LoadedOperation): Promise<Spec>;
  /** @throws Error when a later version of Gantry froze it */
  thaw(frozen: Frozen): Spec;
  plan(spec: Spec): Plan;
  /** The secrets to redact from every log and message about the run. */
  secrets(spec: Spec): readonly Secret[];
  /** Uuid of the server that builds for it; absent or null: none. */
  buildServer?(spec: Spec): string | null;
  /** Deadline of the whole operation, in milliseconds. */
  deadlineMs(spec: Spec): number;
  /** Its rows, and with them the operation itself, are deleted when it has finished. */
  readonly removesWorkload?: true;
  /** Store what a step found out in rows other than the journal's. */
  keepFacts?(scope: OrganizationScope, operation: LoadedOperation, facts: Facts): Promise<void>;
  /**
   * Write what must be stored before the operation counts as ended. Called again after a crash in between.
   * @param spec null: the operation failed before there was one
   */
  beforeEnd?(
    scope: OrganizationScope,
    operation: LoadedOperation,
    result: PlanResult,
    spec: Spec | null,
  ): Promise<void>;
  /** Record the outcome for the workload. Not called again after a crash: the status sweep sees what is running. */
  afterEnd?(
    scope: OrganizationScope,
    operation: LoadedOperation,
    result: PlanResult,
    spec: Spec | null,
  ): Promise<void>;
  /** The notification of its end, after `afterEnd`; absent or null: none. */
  notice?(
    scope: OrganizationScope,
    operation: LoadedOperation,
    result: PlanResult,
  ): Promise<NewNotification | null> | NewNotification | null;
}

/** The definition for an operation; undefined: unknown to this version of Gantry. */
export type OperationTable = (
  operation: Pick<LoadedOperation, 'kind' | 'workload' | 'pullRequestId'>,
) => OperationDefinition<unknown> | undefined;

/** The `thaw` of a specification that has never changed. */
export function ofVersion<Spec>(version: number, { version: found, spec }: Frozen): Spec {
  if (found !== version)
    throw new Error(`It was started by another version of Gantry, which must finish it (${found}).`);
  return spec as Spec; // frozen only by the definition of this version
}
