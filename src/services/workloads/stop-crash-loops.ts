import type { ContainerState, Host } from '../../engine/machines';
import type { OrganizationScope } from '../context';
import { enqueueMail } from '../mail/send';
import { isCrashLoop } from './crash-loop';

interface WatchedApplication {
  uuid: string;
  name: string;
  maxRestartCount: number;
  stopGracePeriod: number;
  environment: { name: string; project: { name: string } };
}

/**
 * Stops containers that crashed too often, and tells those who run the organization (`deployment.md` D7.8). A container
 * that was stopped is no loop any more, so each is told of once.
 * @returns the containers that are left
 */
export async function stopCrashLoops(
  scope: OrganizationScope,
  host: Host,
  application: WatchedApplication,
  containers: ContainerState[],
): Promise<ContainerState[]> {
  const { clock, log } = scope;
  const loops = containers.filter((each) => isCrashLoop(each, application.maxRestartCount, clock.now()));
  for (const { id, name, restartCount } of loops) {
    await host.docker.stopContainer(id, application.stopGracePeriod);
    log.warn({ application: application.uuid, container: name, restartCount }, 'crash loop stopped');
    await mailAdministrators(scope, application, restartCount);
  }
  return containers.filter((each) => !loops.includes(each));
}

async function mailAdministrators(
  scope: OrganizationScope,
  { uuid, name, environment }: WatchedApplication,
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
        link: `${scope.installation.publicUrl}/applications/${uuid}/logs`,
      },
    });
  }
}
