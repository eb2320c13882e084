// For tests only: programs that use a client generated from a document.

const inputs = `
const [url = '', token = '', text = '{}'] = process.argv.slice(2);
const place = JSON.parse(text) as { project_uuid: string; server_uuid: string; environment_name: string; environment_uuid: string };
`;
/** The application that both programs create. @param check how the program writes that a command checks its health */
const image = (check: string) => `{
  project_uuid: place.project_uuid,
  server_uuid: place.server_uuid,
  environment_name: place.environment_name,
  docker_registry_image_name: 'nginx',
  health_check_enabled: true,
  health_check_type: ${check},
  health_check_command: 'true',
}`;

/** Program that uses the types of `openapi-typescript`. */
export const typesProgram = `
import createClient from 'openapi-fetch';
import type { components, paths } from './schema';
${inputs}
const gantry = createClient<paths>({ baseUrl: url + '/api/v1', headers: { Authorization: 'Bearer ' + token } });
function required<T>({ data, error }: { data?: T; error?: components['schemas']['Error'] }): T {
  if (data === undefined) throw new Error(error?.message);
  return data;
}

/** For the compiler only. */
export function refused() {
  // @ts-expect-error a path that is not there
  void gantry.GET('/aplications');
  // @ts-expect-error a value that is none of the list
  void gantry.PATCH('/applications/{uuid}', { params: { path: { uuid: 'x' } }, body: { build_pack: 'cobol' } });
}

const { uuid } = required(await gantry.POST('/applications/dockerimage', { body: ${image("'cmd'")} }));
const path = { uuid };
const answer = required(await gantry.POST('/deploy', { params: { query: { uuid, wait: true } } }));
const status = 'deployments' in answer ? answer.deployments[0]?.status : undefined;
const { name } = required(await gantry.GET('/applications/{uuid}', { params: { path } }));
required(await gantry.DELETE('/applications/{uuid}', { params: { path, query: { wait: true } } }));
const gone = await gantry.GET('/applications/{uuid}', { params: { path } });
console.log(JSON.stringify({ status, named: typeof name, gone: gone.response.status, message: gone.error?.message }));
`;

/** Program whose client has a class for each tag. */
export const classesProgram = `
import { ApiError, ApplicationCreateDockerImage, Gantry } from './gantry';
${inputs}
const gantry = new Gantry({ BASE: url + '/api/v1', TOKEN: token });

/** For the compiler only. */
export function refused() {
  // @ts-expect-error an argument that is missing
  void gantry.applications.getApplication();
  // @ts-expect-error a member that is missing
  return { server_uuid: 'x' } satisfies ApplicationCreateDockerImage;
}

const { uuid } = await gantry.applications.createApplicationDockerImage(${image('ApplicationCreateDockerImage.health_check_type.CMD')});
const started = await gantry.applications.startApplication(uuid, undefined, undefined, undefined, true);
const { name } = await gantry.applications.getApplication(uuid);
await gantry.applications.deleteApplication(uuid, true, true, true, true, undefined, undefined, true);
const gone: unknown = await gantry.applications.getApplication(uuid).catch((error: unknown) => error);
if (!(gone instanceof ApiError)) throw gone;
console.log(JSON.stringify({ status: started.status, named: typeof name, gone: gone.status, message: gone.body.message }));
`;

/** Program for Coolify's document, whose types leave much undefined. What they do not describe is read untyped. */
export const databasesProgram = `
import { Coolify } from './coolify';
${inputs}
const { databases } = new Coolify({ BASE: url + '/api/v1', TOKEN: token });
const creations = {
  postgresql: databases.createDatabasePostgresql,
  mysql: databases.createDatabaseMysql,
  mariadb: databases.createDatabaseMariadb,
  mongodb: databases.createDatabaseMongodb,
  redis: databases.createDatabaseRedis,
  keydb: databases.createDatabaseKeydb,
  dragonfly: databases.createDatabaseDragonfly,
  clickhouse: databases.createDatabaseClickhouse,
};
const read = async (uuid: string) => {
  const database: unknown = await databases.getDatabaseByUuid(uuid);
  return database as { name: string; status: string; limits_memory: string };
};
const reaches = async (uuid: string, wanted: string) => {
  for (;;) {
    const { status } = await read(uuid);
    if (status === wanted) return status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const seen: Record<string, unknown> = {};
for (const [engine, create] of Object.entries(creations)) {
  const { uuid }: { uuid: string } = await create.call(databases, { ...place, name: engine, limits_memory: '512M' });
  const { name } = await read(uuid);
  const listed: unknown = await databases.listDatabases();
  await databases.updateDatabaseByUuid(uuid, { name: name + ' 2', limits_memory: '1G' });
  const { name: renamed, limits_memory } = await read(uuid);
  await databases.startDatabaseByUuid(uuid);
  const running = await reaches(uuid, 'running:healthy');
  await databases.stopDatabaseByUuid(uuid);
  const stopped = await reaches(uuid, 'exited');
  const { message } = await databases.deleteDatabaseByUuid(uuid);
  let gone = 0;
  while (gone === 0) gone = await read(uuid).then(() => 0, (error: { status: number }) => error.status);
  seen[engine] = [(listed as { uuid: string }[]).some((each) => each.uuid === uuid), name, renamed, limits_memory, running, stopped, message, gone];
}
console.log(JSON.stringify(seen));
`;

/** Compiler settings: strict, with checks that few projects turn on. */
export const programSettings = {
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedParameters: true,
    skipLibCheck: false,
    noEmit: true,
  },
  include: ['*.ts', 'gantry', 'coolify'],
};
