import type { Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { type DeploymentLab, openDeploymentLab } from './testing';

/** For integration tests only: an application in a lab of its own, to be deployed. */
export interface RunTest {
  lab: DeploymentLab;
  scope: Scope;
  server: { id: number; uuid: string };
  application: { id: number; uuid: string };
}

export async function openRun(): Promise<RunTest> {
  const lab = await openDeploymentLab();
  const scope = await lab.addOrganization();
  const server = await lab.addServer(scope);
  return { lab, scope, server, application: await lab.addApplication(scope, server) };
}

/** Ask for a deployment; return its uuid. */
export async function queueDeployment({ scope, application }: RunTest): Promise<string> {
  return (await startDeployment(scope, { applicationUuid: application.uuid, kind: 'deploy', force: true }))
    .uuid;
}

/** The row of an operation with everything that belongs to it. */
export const operationRow = ({ lab }: RunTest, uuid: string) =>
  lab.database.unscoped.operation.findUniqueOrThrow({
    where: { uuid },
    include: { deployment: true, steps: true, logs: true },
  });

/** Wait for the next effect of background work, in real time. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not happen.');
}
