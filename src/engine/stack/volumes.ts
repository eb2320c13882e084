import type { ComposeProject } from '../../domain/compose/project';
import type { ComposeService } from '../../domain/compose/service';
import type { VolumeSpec } from '../../domain/workload/volume';
import { volumeName } from './names';

/**
 * List the volumes of a stack that have labels or options; the others are created with the container that mounts them.
 * @param services that mount them
 */
export function stackVolumes(
  uuid: string,
  { volumes }: ComposeProject,
  services: readonly ComposeService[],
): VolumeSpec[] {
  const mounted = new Set(
    services.flatMap(({ mounts }) => mounts.map((mount) => (mount.kind === 'volume' ? mount.source : null))),
  );
  return volumes
    .filter(({ key, external }) => mounted.has(key) && !external)
    .map(({ key, labels, driverOpts }) => ({ name: volumeName(uuid, key), labels, options: driverOpts }))
    .filter(({ labels, options }) => Object.keys({ ...labels, ...options }).length > 0);
}
