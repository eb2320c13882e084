import type { Secret } from '../secret';
import type { OperationRef } from './workload-ref';

/** Run of a scheduled task in a container of its workload, frozen when the operation begins. */
export interface TaskSpec extends OperationRef {
  name: string;
  /** One argument to `sh -c`. */
  command: string;
  /** Name of a component or container; null: the only one. */
  container: string | null;
  timeoutMs: number;
  /** Variables of the workload, which its output must not show. */
  secrets: readonly Secret[];
}
