import type { WorkloadKind } from '../../db/generated/client';
import { workloadResources } from '../../domain/workload/names';
import type { Host } from '../../engine/server/host';
import { type ContainerState, stopContainer } from '../../engine/workload/containers';
import type { OrganizationScope } from '../context';
import { enqueueMail } from '../mail/send';
import { notify } from '../notifications/notify';
import { isCrashLoop } from './crash-loop';

interface WatchedWorkload {
  kind: WorkloadKind;
  uuid: string;
  name: string;
  maxRestartCount: number;
  stopGracePeriod: number;
  environment: { name: string; project: { name: string } };
}

/**
 * Stop containers that crashed too often, and notify the organization's administrators (`deployment.md` D7.8). A
 * stopped container is no longer in a loop, so each is reported once.
 * @returns the remaining containers
 */
export async function stopCrashLoops(
  scope: OrganizationScope,
  host: Host,
  workload: WatchedWorkload,
  containers: ContainerState[],
): Promise<ContainerState[]> {
  const { clock, log } = scope;
  const loops = containers.filter((each) => isCrashLoop(each, workload.maxRestartCount, clock.now()));
  for (const { id, name, restartCount } of loops) {
    await stopContainer(host, id, workload.stopGracePeriod);
    log.warn({ workload: workload.uuid, container: name, restartCount }, 'crash loop stopped');
    const told = await tellOf(scope, workload, restartCount);
    if (!told.includes('email')) await mailAdministrators(scope, workload, restartCount);
  }
  return containers.filter((each) => !loops.includes(each));
}

/** @returns the channels that send it */
function tellOf(
  scope: OrganizationScope,
  { kind, uuid, name }: WatchedWorkload,
  restarts: number,
): Promise<string[]> {
  return notify(scope, {
    event: 'restart_limit_reached',
    isGood: false,
    title: `${name} crashed ${restarts} times and was stopped`,
    text: 'It kept crashing and was stopped after the maximum number of restarts in its settings. See its last log for the reason.',
    path: `/${workloadResources[kind]}s/${uuid}/logs`,
    id: `${uuid} ${scope.clock.now().toISOString()}`,
    details: { resource_uuid: uuid, resource_name: name },
  });
}

/** Mail owners and admins, if no mail channel does. */
async function mailAdministrators(
  scope: OrganizationScope,
  { kind, uuid, name, environment }: WatchedWorkload,
  restarts: number,
): Promise<void> {
  const administrators = await scope.db.membership.findMany({
    where: { role: { in: ['owner', 'admin'] }, user: { status: 'active' } },
    select: { user: { select: { email: true } } },
  });
  for (const { user } of administrators) {
    await enqueueMail(scope, {
      to: user.email,
      template: 'application_stopped',
      values: {
        applicationName: name,
        place: `${environment.project.name}, ${environment.name}`,
        restarts,
        link: `${scope.installation.publicUrl}/${workloadResources[kind]}s/${uuid}/logs`,
      },
    });
  }
}
