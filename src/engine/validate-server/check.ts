import type { BuildTool } from '../../domain/build-tool';
import type { ValidationStep } from '../../domain/validation-step';
import type { Host } from '../../transport/host';
import type { PackageManager } from './package-manager';

export interface Inspection {
  host: Host;
  /** Value of the label on this installation's containers. */
  instanceId: string;
  /** Name of the proxy container, if this server is to have one; it may already use ports 80 and 443. */
  proxyContainer: string | null;
  /** Whether to install what is missing. */
  install: boolean;
  /** Tools for the builds on this server. */
  tools: readonly BuildTool[];
  /** Address below which their makers publish them, or a mirror. */
  toolsAddress: string;
  /** Package manager of the machine; null while its system is unknown or not supported. */
  packages: PackageManager | null;
  dockerVersion: string | null;
}

/** Result of a check. `fix` says what to do about `failed` and `warned`. */
export type Finding = Pick<ValidationStep, 'state' | 'detail' | 'fix'>;

export interface Check {
  id: string;
  title: string;
  /** Run the check. It may fill in `packages` and `dockerVersion` of the inspection for later checks. */
  run(inspection: Inspection): Promise<Finding>;
}

export const COMMAND_DEADLINE_MS = 30_000;

export const passed = (detail: string): Finding => ({ state: 'passed', detail, fix: null });
export const warned = (detail: string, fix: string): Finding => ({ state: 'warned', detail, fix });
export const failed = (detail: string, fix: string): Finding => ({ state: 'failed', detail, fix });
export const skipped = (detail: string): Finding => ({ state: 'skipped', detail, fix: null });
