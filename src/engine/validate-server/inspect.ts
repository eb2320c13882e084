import type { BuildTool } from '../../domain/build-tool';
import { errorMessage } from '../../domain/error';
import type { ValidationStep } from '../../domain/validation-step';
import type { Host } from '../../transport/host';
import { builders } from './builders';
import type { Check, Finding, Inspection } from './check';
import { compose } from './compose';
import { disk } from './disk';
import { docker } from './docker';
import { privileges } from './privileges';
import { proxyPorts } from './proxy-ports';
import { system } from './system';
import { commandLineTools } from './tools';

/** All checks, in the order of the deployment contract §17. */
const checks: readonly Check[] = [privileges, system, commandLineTools, docker, compose, disk, proxyPorts];

export interface InspectServerInput {
  host: Host;
  instanceId: string;
  /** Name of the proxy container, if this server is to have one. */
  proxyContainer: string | null;
  install: boolean;
  tools: readonly BuildTool[];
  toolsAddress: string;
  /** Called when a check begins and when it ends. */
  report(step: ValidationStep): Promise<void>;
}

/**
 * Inspect a machine that accepts the sign-in. Every check runs, so that one validation names everything that is
 * missing; checks that depend on something missing are skipped.
 * @throws when `report` does; an error of a check is its result
 */
export async function inspectServer(
  input: InspectServerInput,
): Promise<{ dockerVersion: string | null; failed: ValidationStep[] }> {
  const { report, ...asked } = input;
  const inspection: Inspection = {
    ...asked,
    packages: null,
    dockerVersion: null,
  };
  const failures: ValidationStep[] = [];
  for (const check of input.tools.length > 0 ? [...checks, builders] : checks) {
    const { id, title } = check;
    await report({ id, title, state: 'running', detail: null, fix: null });
    const step = { id, title, ...(await findingOf(check, inspection)) };
    await report(step);
    if (step.state === 'failed') failures.push(step);
  }
  return { dockerVersion: inspection.dockerVersion, failed: failures };
}

async function findingOf(check: Check, inspection: Inspection): Promise<Finding> {
  try {
    return await check.run(inspection);
  } catch (error) {
    return { state: 'failed', detail: errorMessage(error), fix: null };
  }
}
