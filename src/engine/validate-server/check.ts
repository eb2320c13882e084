import type { BuildTool } from '../../domain/build-tool';
import type { ValidationStep } from '../../domain/validation-step';
import type { Host } from '../../transport/host';
import type { PackageManager } from './package-manager';

export interface Inspection {
  host: Host;
  /** Value of the label on containers that are ours. */
  instanceId: string;
  /** Name of the proxy container when this server shall have one; it may already hold ports 80 and 443. */
  proxyContainer: string | null;
  /** Install what is missing. */
  install: boolean;
  /** The tools by which something is built here. */
  tools: readonly BuildTool[];
  /** Address below which their makers publish them, or a mirror of it. */
  toolsAddress: string;
  /** Package manager of the machine; null while its system is unknown or not supported. */
  packages: PackageManager | null;
  dockerVersion: string | null;
}

/** The finding of a check. `fix` says what to do about `failed` and `warned`. */
export type Finding = Pick<ValidationStep, 'state' | 'detail' | 'fix'>;

export interface Check {
  id: string;
  title: string;
  /** May fill in `packages` and `dockerVersion` of the inspection for the checks after it. */
  run(inspection: Inspection): Promise<Finding>;
}

export const COMMAND_DEADLINE_MS = 30_000;

export const passed = (detail: string): Finding => ({ state: 'passed', detail, fix: null });
export const warned = (detail: string, fix: string): Finding => ({ state: 'warned', detail, fix });
export const failed = (detail: string, fix: string): Finding => ({ state: 'failed', detail, fix });
export const skipped = (detail: string): Finding => ({ state: 'skipped', detail, fix: null });
