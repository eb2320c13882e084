import { randomUUID } from 'node:crypto';
import { databaseEngines } from '../../domain/database/engines';
import { server } from './place-kinds.testing';
import type { Person, World } from './world.testing';

const PUBLIC_PORT = 54_999;

/**
 * Create a database of every engine in an environment, with a canary in each password and in the URLs that contain one.
 */
export async function seedDatabases(
  world: World,
  by: Person,
  environment: { uuid: string; project: { uuid: string } },
): Promise<{ canaries: Record<string, string>; uuid: string }> {
  const place = {
    project_uuid: environment.project.uuid,
    environment_uuid: environment.uuid,
    server_uuid: await server.make(world, by, {}),
  };
  const canaries: Record<string, string> = {};
  let uuid = '';
  for (const [engine, { fields }] of Object.entries(databaseEngines)) {
    const passwords = Object.entries(fields).filter(([, { isSecret }]) => isSecret);
    const secrets = Object.fromEntries(passwords.map(([name]) => [name, `canary-${randomUUID()}`]));
    Object.assign(canaries, secrets);
    const access = engine === 'postgresql' ? { is_public: true, public_port: PUBLIC_PORT } : {};
    const made = await world.made(by, `/databases/${engine}`, { ...place, ...secrets, ...access });
    if (engine === 'postgresql') uuid = made.uuid ?? '';
  }
  const { ip } = await world.server.database.unscoped.server.findUniqueOrThrow({
    where: { uuid: place.server_uuid },
  });
  return {
    uuid,
    canaries: {
      ...canaries,
      internal_db_url: `:${canaries.postgres_password}@${uuid}:5432`,
      external_db_url: `:${canaries.postgres_password}@${ip}:${PUBLIC_PORT}`,
    },
  };
}
