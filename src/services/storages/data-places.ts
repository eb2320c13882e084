import { errorMessage } from '../../domain/error';
import type { NamedWorkload } from '../../domain/workload/names';
import { type DataPlace, dataPlaces } from '../../engine/workload/volumes';
import type { Scope } from '../context';
import { withinDeadline } from '../within-deadline';
import { findOnServer, placeOf } from '../workloads/on-server';
import { toStorage } from './storage';

/** For connecting and asking: a dialog waits for it. */
const DEADLINE_MS = 15_000;

export interface KeptData {
  places: DataPlace[];
  /** Whether the server answered: then the list is complete, with sizes where they could be measured. */
  isComplete: boolean;
}

/**
 * List where a workload keeps its data: as its server says, or from the records when it does not answer.
 * @param ownVolumes names of volumes that the workload has besides its storages
 */
export async function listKeptData(
  scope: Scope,
  workload: NamedWorkload,
  ownVolumes: readonly string[],
): Promise<KeptData> {
  const found = await findOnServer(scope, workload);
  try {
    const places = await withinDeadline(DEADLINE_MS, async () => dataPlaces(placeOf(scope, found)));
    return { places, isComplete: true };
  } catch (error) {
    scope.log.info(
      { workload: workload.uuid, error: errorMessage(error) },
      'volumes could not be read from the server',
    );
    const rows = await scope.db.storage.findMany({ where: { workloadId: found.workload.id } });
    const known = rows.flatMap((row): DataPlace[] => {
      const { volumeName, kind, name } = toStorage(scope, workload, row);
      if (volumeName !== null) return [{ kind: 'volume', name: volumeName, bytes: null }];
      return kind === 'directory' && name !== null ? [{ kind: 'folder', name, bytes: null }] : [];
    });
    const own = ownVolumes.map((name): DataPlace => ({ kind: 'volume', name, bytes: null }));
    return { places: [...own, ...known], isComplete: false };
  }
}
