import type { Secret } from '../secret';
import type { OperationRef } from './workload-ref';

/** What runs a scheduled task in a container of its workload, frozen when it begins. */
export interface TaskSpec extends OperationRef {
  name: string;
  /** One argv to `sh -c`. */
  command: string;
  /** Name of a component or container; null: the only one. */
  container: string | null;
  timeoutMs: number;
  /** Variables of the workload: its output may not show them. */
  secrets: readonly Secret[];
}
