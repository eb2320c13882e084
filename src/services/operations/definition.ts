import type { Secret } from '../../domain/secret';
import type { Facts } from '../../engine/plan/facts';
import type { Plan } from '../../engine/plan/types';
import type { PlanResult } from '../../engine/run/plan-run';
import type { OrganizationScope } from '../context';
import type { NewNotification } from '../notifications/message';
import type { LoadedOperation } from './load';

/** A specification as it was frozen, maybe by an earlier version of Gantry. */
export interface Frozen {
  version: number;
  spec: unknown;
}

/**
 * What an operation of one kind does, on workloads of one kind. `Spec` is plain data and `Secret`s: it is frozen when
 * the operation begins, and the worker that resumes it runs exactly that. Members are methods, so that a table can hold
 * definitions of different specifications.
 */
export interface OperationDefinition<Spec> {
  /** Raise it when `Spec` changes, and read what was frozen before in `thaw`: its operation may have begun. */
  readonly version: number;
  /**
   * The specification from the rows as they are now.
   * @throws AppError in words for the person who asked: then the operation fails before its first step
   */
  prepare(scope: OrganizationScope, operation: LoadedOperation): Promise<Spec>;
  /** @throws Error when a later version of Gantry froze it */
  thaw(frozen: Frozen): Spec;
  plan(spec: Spec): Plan;
  /** The secrets that no log or message about the run may show. */
  secrets(spec: Spec): readonly Secret[];
  /** Uuid of the server that builds for it; absent or null: none. */
  buildServer?(spec: Spec): string | null;
  /** Deadline of the whole operation, in milliseconds. */
  deadlineMs(spec: Spec): number;
  /** Its rows, and with them the operation, go when it has finished. */
  readonly removesWorkload?: true;
  /** Keep what a step found out in other rows than the journal's. */
  keepFacts?(scope: OrganizationScope, operation: LoadedOperation, facts: Facts): Promise<void>;
  /**
   * Write what must be there before the operation counts as ended. After a crash in between it is called again.
   * @param spec null: the operation failed before there was one
   */
  beforeEnd?(
    scope: OrganizationScope,
    operation: LoadedOperation,
    result: PlanResult,
    spec: Spec | null,
  ): Promise<void>;
  /** Write what became of the workload. Not called again after a crash: the status sweep sees what runs. */
  afterEnd?(
    scope: OrganizationScope,
    operation: LoadedOperation,
    result: PlanResult,
    spec: Spec | null,
  ): Promise<void>;
  /** What the organization is told of its end, after `afterEnd`; absent or null: nothing. */
  notice?(
    scope: OrganizationScope,
    operation: LoadedOperation,
    result: PlanResult,
  ): Promise<NewNotification | null> | NewNotification | null;
}

/** The definition for an operation; undefined: this version of Gantry knows none. */
export type OperationTable = (
  operation: Pick<LoadedOperation, 'kind' | 'workload' | 'pullRequestId'>,
) => OperationDefinition<unknown> | undefined;

/** `thaw` of a specification that never changed. */
export function ofVersion<Spec>(version: number, { version: found, spec }: Frozen): Spec {
  if (found !== version)
    throw new Error(`It was started by another version of Gantry, which must finish it (${found}).`);
  return spec as Spec; // frozen by the definition of this version, and by nothing else
}
