import type { DeploymentSpec } from '../../domain/deployment-spec';
import type { PlanResult } from '../plan/types';
import { buildPlan } from '../plans/application';
import { runPlan } from '../run/run';
import type { LogArchive } from '../step/log-archive';
import { DoubleHost } from './double-host';
import { MemoryArchive } from './memory-archive';
import { MemoryJournal } from './memory-journal';
import { VirtualClock } from './virtual-clock';

/** Plans and runs a deployment on a machine in memory. */
export function deploy(
  spec: DeploymentSpec,
  host: DoubleHost,
  journal = new MemoryJournal(),
  signal = new AbortController().signal,
  archive: LogArchive = new MemoryArchive(),
): Promise<PlanResult> {
  return runPlan({ plan: buildPlan(spec), spec, host, journal, archive, clock: new VirtualClock(), signal });
}

/** A machine on which version "dep0000" of an application runs and is routed; what that took is forgotten. */
export async function machineWithPrevious(spec: DeploymentSpec): Promise<DoubleHost> {
  const host = new DoubleHost();
  const { outcome, reason } = await deploy({ ...spec, deploymentUuid: 'dep0000' }, host);
  if (outcome !== 'finished') throw new Error(`The first deployment failed: ${reason}`);
  host.docker.created.length = 0;
  host.docker.execs.length = 0;
  host.startedJobs.length = 0;
  return host;
}

/** `name status` of the containers of applications. */
export function applicationsOn(host: DoubleHost): string[] {
  return [...host.docker.containers.values()]
    .filter((container) => container.spec.labels['gantry.kind'] === 'application')
    .map((container) => `${container.name} ${container.status}`);
}
