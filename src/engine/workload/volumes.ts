import { ofWorkload } from '../component/labels';
import { mountedFolders } from '../server/folders';
import type { WorkloadPlace } from './containers';
import { folderNames } from './mounted-folders';

/** Deadline of all measurements: a folder with a million files takes minutes, and no one waits for that. */
const measureMs = 10_000;

/** The volumes and folders in which a workload keeps its data on its server. */
export interface DataPlace {
  kind: 'volume' | 'folder';
  name: string;
  /** null: it could not be measured in time. */
  bytes: number | null;
}

/** The volumes and folders of a workload, found on its server, each with its size. */
export async function dataPlaces(place: WorkloadPlace): Promise<DataPlace[]> {
  const { docker } = place.host;
  const volumes = await docker.listVolumes(ofWorkload(place.workload));
  const folders = await folderNames(place);
  if (volumes.length + folders.length === 0) return [];
  const { rootDir } = await docker.info();
  const all = [
    ...volumes.map(({ name }) => ({
      kind: 'volume' as const,
      name,
      path: `${rootDir}/volumes/${name}/_data`,
    })),
    ...folders.map((name) => ({
      kind: 'folder' as const,
      name,
      path: `${mountedFolders(place.workload)}/${name}`,
    })),
  ];
  const sizes = await sizesOf(
    place,
    all.map(({ path }) => path),
  );
  return all.map(({ kind, name, path }) => ({ kind, name, bytes: sizes.get(path) ?? null }));
}

/** What took too long or cannot be read is left out. */
async function sizesOf({ host }: WorkloadPlace, paths: readonly string[]): Promise<Map<string, number>> {
  const measured = host.run({
    argv: ['du', '-sk', '--', ...paths],
    asRoot: true,
    deadlineMs: measureMs,
    isQuestion: true,
  });
  const { stdout } = await measured.catch(() => ({ stdout: '' }));
  const sizes = new Map<string, number>();
  for (const line of stdout.split('\n')) {
    const [, kibibytes, path] = /^(\d+)\s+(.+)$/.exec(line) ?? [];
    if (path !== undefined) sizes.set(path, Number(kibibytes) * 1024);
  }
  return sizes;
}
