import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComposeService } from '../../src/domain/compose/service';
import { sharedServices } from '../../src/engine/stack/order';
import type { LabHost } from '../lab/types';
import { type ComposeCase, variableFiles, variables } from './cases';
import type { Names } from './comparable';
import { byService, type Containers, type Inspected, type Made, run, servicesById } from './inspected';

const composeFolder = '/srv/differential';
/** Name of a case as a project of Docker Compose. */
const projectName = (name: string) => `c-${name}`;

/**
 * For each folder that the input names: make what its file says, write down what was made, and remove it, as Docker has
 * subnets for 30 networks only.
 */
const script = `set -e
cd "$1"; project=c-$1; label=label=com.docker.compose.project=$project
docker-compose --compatibility --project-name "$project" up $(cat how) > log 2>&1 || { cat log >&2; exit 1; }
docker ps --all --quiet --filter "$label" | xargs docker inspect > inspected.json
docker network ls --quiet --filter "$label" | xargs --no-run-if-empty docker network inspect > networks.json
docker volume ls --quiet --filter "$label" | xargs --no-run-if-empty docker volume inspect > volumes.json
docker ps --all --quiet --filter "$label" | xargs docker rm --force --volumes > removed
docker network ls --quiet --filter "$label" | xargs --no-run-if-empty docker network rm >> removed
docker volume ls --quiet --filter "$label" | xargs --no-run-if-empty docker volume rm >> removed
`;

/** What Docker Compose makes of each case, by its name. */
export async function createByDockerCompose(
  host: LabHost,
  cases: readonly ComposeCase[],
): Promise<Map<string, Made>> {
  const folder = host.path(composeFolder);
  await Promise.all(cases.map((each) => layOut(join(folder, each.name), each)));
  await writeFile(join(folder, 'create.sh'), script);
  const names = cases.map(({ name }) => `${name}\n`).join('');
  const each = ['xargs', '--max-procs=3', '-I{}', 'sh', 'create.sh', '{}'];
  await run(host, ['sh', '-c', `cd ${composeFolder} && exec "$@"`, 'sh', ...each], names);
  const entries = cases.map(async ({ name }) => {
    const read = async (file: string) =>
      JSON.parse((await readFile(join(folder, name, file), 'utf8')) || '[]');
    const all: Inspected[] = await read('inspected.json');
    const topLevel = { volumes: await read('volumes.json'), networks: await read('networks.json') };
    return [name, { containers: byService(all, 'com.docker.compose.service'), topLevel }] as const;
  });
  return new Map(await Promise.all(entries));
}

/** It joins the second network of a container when that starts, and shares namespaces of what runs alone. */
function isOfRunningOnes(service: ComposeService): boolean {
  return service.networks.length > 1 || sharedServices(service).length > 0;
}

async function layOut(folder: string, { text, project }: ComposeCase): Promise<void> {
  await mkdir(folder, { recursive: true });
  // It makes the folder of a bind in the short form alone.
  for (const mount of project.services.flatMap(({ mounts }) => mounts))
    if (mount.kind === 'bind' && mount.place === 'folder')
      await mkdir(join(folder, mount.source), { recursive: true });
  const env = Object.entries(variables).map(([key, value]) => `${key}=${value}\n`);
  const files = {
    ...variableFiles,
    '.env': env.join(''),
    // Nothing runs, so it would wait without end for one that is to end. No container shows what it waited for.
    'docker-compose.yml': text.replaceAll('service_completed_successfully', 'service_started'),
    how: project.services.some(isOfRunningOnes) ? '--detach' : '--no-start',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

export function namesByDockerCompose({ name, project }: ComposeCase, containers: Containers): Names {
  const called = ({ key }: { key: string }) => [`${projectName(name)}_${key}`, key] as const;
  return {
    networks: new Map(project.networks.map(called)),
    volumes: new Map(project.volumes.map(called)),
    services: servicesById(containers),
    folder: `${composeFolder}/${name}`,
  };
}
