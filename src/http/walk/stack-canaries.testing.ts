import { randomUUID } from 'node:crypto';
import { server } from './place-kinds.testing';
import type { Person, World } from './world.testing';

/** Create a stack in an environment, with a canary in its file as sent and one in the file as it runs. */
export async function seedStack(
  world: World,
  by: Person,
  environment: { uuid: string; project: { uuid: string } },
): Promise<{ canaries: Record<string, string>; uuid: string; application: string; database: string }> {
  const [sent, runs] = [`canary-${randomUUID()}`, `canary-${randomUUID()}`];
  const half = Math.floor(runs.length / 2);
  // Composed with a default, so that the file as sent does not contain it.
  const value = `${runs.slice(0, half)}\${REST:-${runs.slice(half)}}`;
  const file = `services:\n  web:\n    image: nginx\n    environment:\n      # ${sent}\n      SECRET: ${value}\n  store:\n    image: postgres\n`;
  const { uuid = '' } = await world.made(by, '/services', {
    project_uuid: environment.project.uuid,
    environment_uuid: environment.uuid,
    server_uuid: await server.make(world, by, {}),
    docker_compose_raw: Buffer.from(file).toString('base64'),
  });
  const components = await world.server.database.unscoped.component.findMany({
    where: { workload: { uuid } },
  });
  const uuidOf = (kind: string) => components.find((each) => each.kind === kind)?.uuid ?? '';
  const canaries = { docker_compose_raw: sent, docker_compose: runs };
  return { canaries, uuid, application: uuidOf('application'), database: uuidOf('database') };
}
