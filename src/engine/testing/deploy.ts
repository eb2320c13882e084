import { dockerLabel } from '../../domain/docker-label';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { buildPlan } from '../plans/application';
import { secretsOfSpec } from '../plans/secrets';
import type { PlanResult } from '../run/plan-run';
import { runPlan } from '../run/run';
import type { LogArchive } from '../step/log-archive';
import { DoubleHost } from './double-host';
import { MemoryArchive } from './memory-archive';
import { MemoryJournal } from './memory-journal';
import { VirtualClock } from './virtual-clock';

/** Plan and run a deployment on an in-memory machine. */
export function deploy(
  spec: DeploymentSpec,
  host: DoubleHost,
  journal = new MemoryJournal(),
  signal = new AbortController().signal,
  archive: LogArchive = new MemoryArchive(),
): Promise<PlanResult> {
  const plan = buildPlan(spec);
  const secrets = secretsOfSpec(spec);
  const deadlineMs = spec.deadlines.totalMs;
  return runPlan({ plan, secrets, deadlineMs, host, journal, archive, clock: new VirtualClock(), signal });
}

/** Make a machine on which version "dep0000" of a component runs with routes; requests made for that are cleared. */
export async function machineWithPrevious(spec: DeploymentSpec): Promise<DoubleHost> {
  const host = new DoubleHost();
  const { outcome, reason } = await deploy({ ...spec, operationUuid: 'dep0000' }, host);
  if (outcome !== 'finished') throw new Error(`The first deployment failed: ${reason}`);
  host.docker.created.length = 0;
  host.docker.execs.length = 0;
  host.startedJobs.length = 0;
  return host;
}

/** List `name status` of the containers of workloads. */
export function workloadsOn(host: DoubleHost): string[] {
  return [...host.docker.containers.values()]
    .filter(({ spec }) => spec.labels[dockerLabel.resource] !== undefined)
    .map((container) => `${container.name} ${container.status}`);
}
