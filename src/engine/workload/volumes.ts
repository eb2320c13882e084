import { ofWorkload } from '../component/labels';
import { folderSizes } from '../server/folder-sizes';
import { mountedFolders } from '../server/folders';
import type { WorkloadPlace } from './containers';
import { folderNames } from './mounted-folders';

/** A volume or folder in which a workload keeps data on its server. */
export interface DataPlace {
  kind: 'volume' | 'folder';
  name: string;
  /** null: it could not be measured in time. */
  bytes: number | null;
}

/** List the volumes and folders of a workload on its server, with their sizes. */
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
  const sizes = await folderSizes(
    place.host,
    all.map(({ path }) => path),
  );
  return all.map(({ kind, name, path }) => ({ kind, name, bytes: sizes.get(path) ?? null }));
}
