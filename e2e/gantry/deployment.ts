import type { Gantry } from './gantry';
import type { Body } from './rest';

export const terminal = ['finished', 'failed', 'cancelled-by-user'];

/** Wait for the end of a deployment; return it with its log as text. */
export async function ended(
  gantry: Gantry,
  uuid: string,
  limitMs?: number,
): Promise<Body & { text: string }> {
  const deployment = await gantry.rest.eventually(
    `/deployments/${uuid}`,
    (body) => terminal.includes(body.status),
    limitMs,
  );
  return { ...deployment, text: logText(deployment) };
}

/** Deploy and wait; throws with the log when it does not end as expected. */
export async function deployed(gantry: Gantry, application: string, status = 'finished', force = false) {
  const { deployments } = await gantry.rest.post(`/deploy?uuid=${application}&force=${force}`);
  const deployment = await ended(gantry, deployments[0].deployment_uuid);
  if (deployment.status !== status)
    throw new Error(`${deployment.status} instead of ${status}: ${deployment.reason}\n${deployment.text}`);
  return deployment;
}

export function logText(deployment: Body): string {
  const lines: { output: string }[] = JSON.parse(deployment.logs);
  return lines.map(({ output }) => output).join('\n');
}

/** Where the demo application of a test goes. */
export interface Place {
  project_uuid: string;
  server_uuid: string;
  environment_name: string;
}

export async function newPlace(gantry: Pick<Gantry, 'rest'>, serverUuid: string): Promise<Place> {
  const { uuid } = await gantry.rest.post('/projects', { name: 'e2e' });
  return { project_uuid: uuid, server_uuid: serverUuid, environment_name: 'production' };
}
