import type { ComposeProject } from '../../domain/compose/project';
import type { BindMount, ComposeService, VolumeMount } from '../../domain/compose/service';
import type { FileSpec } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import { volumeName } from './names';

/** Where the mounts of a stack lead. */
export interface MountPlace {
  uuid: string;
  /** The stack's own folder on the server. */
  folder: string;
}

/** Configs and secrets are read by whichever user the program runs as. */
const readableByAll = 0o444;
const contentMode = 0o644;

/** Volumes and folders of a component; files whose content the compose file holds are its files. */
export function mountsOf(service: ComposeService, project: ComposeProject, place: MountPlace): MountSpec[] {
  return service.mounts.flatMap((mount): MountSpec[] => {
    if (mount.kind === 'tmpfs') return [];
    if (mount.kind === 'volume') return [volumeMount(mount, project, place)];
    return contentOf(mount, project) === null ? [bindMount(mount, place)] : [];
  });
}

function volumeMount(mount: VolumeMount, { volumes }: ComposeProject, { uuid }: MountPlace): MountSpec {
  const { source: key, target, readOnly, noCopy, subpath } = mount;
  const volume = volumes.find((each) => each.key === key);
  const fixed = volume?.external ? (volume.name ?? volume.key) : null;
  return {
    kind: 'volume',
    source: key === null ? '' : (fixed ?? volumeName(uuid, key)),
    target,
    ...(readOnly && { readOnly }),
    ...(noCopy && { noCopy }),
    ...(subpath !== null && { subpath }),
  };
}

function bindMount(mount: BindMount, place: MountPlace): MountSpec {
  const { target, readOnly, propagation } = mount;
  return {
    kind: 'bind',
    source: sourceOf(mount, place),
    target,
    ...(readOnly && { readOnly }),
    ...(propagation !== null && { propagation }),
  };
}

function sourceOf({ place, source }: BindMount, { folder }: MountPlace): string {
  if (place === 'host') return source;
  return source === '.' ? folder : `${folder}/${source}`;
}

/** Folders on the server that have to be there before the component starts. */
export function foldersOf(service: ComposeService, project: ComposeProject, place: MountPlace): string[] {
  return service.mounts.flatMap((mount) =>
    mount.kind === 'bind' && mount.place === 'folder' && contentOf(mount, project) === null
      ? [sourceOf(mount, place)]
      : [],
  );
}

/** What the compose file puts into the container: configs, secrets, and files with their content. */
export function filesOf(service: ComposeService, project: ComposeProject): FileSpec[] {
  const mounted = service.mounts.flatMap((mount): FileSpec[] => {
    const content = mount.kind === 'bind' ? contentOf(mount, project) : null;
    const mode = (mount.kind === 'bind' && mount.mode) || contentMode;
    return content === null ? [] : [{ target: mount.target, content, mode }];
  });
  const granted = service.files.flatMap((grant): FileSpec[] => {
    const objects = grant.kind === 'config' ? project.configs : project.secrets;
    const source = objects.find(({ key }) => key === grant.source)?.source;
    if (source?.kind !== 'content') return [];
    const { target, mode, uid, gid } = grant;
    const owner = uid === null && gid === null ? null : `${uid ?? 0}:${gid ?? 0}`;
    return [{ target, content: source.content, mode: mode ?? readableByAll, owner }];
  });
  return [...mounted, ...granted];
}

/** Of a file that one component gives its content, all have it. */
function contentOf(mount: BindMount, { services }: ComposeProject): BindMount['content'] {
  if (mount.content !== null || mount.place === 'host') return mount.content;
  const same = services
    .flatMap(({ mounts }) => mounts.filter((each) => each.kind === 'bind'))
    .find((each) => each.place === 'folder' && each.source === mount.source && each.content !== null);
  return same?.content ?? null;
}
