import type { ComposeProject } from '../../domain/compose/project';
import type { BindMount, ComposeFileGrant, ComposeService, VolumeMount } from '../../domain/compose/service';
import type { FileSpec } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import { volumeName } from './names';

/** The program may read configs and secrets as any user. */
const readableByAll = 0o444;
const contentMode = 0o644;

/** List the volumes and folders of a component; bind mounts whose content is in the compose file become files. */
export function mountsOf(service: ComposeService, project: ComposeProject, uuid: string): MountSpec[] {
  const mounted = service.mounts.flatMap((mount): MountSpec[] => {
    if (mount.kind === 'tmpfs') return [];
    if (mount.kind === 'volume') return [volumeMount(mount, project, uuid)];
    return contentOf(mount, project) === null ? [bindMount(mount)] : [];
  });
  return [...mounted, ...filesOfHost(service, project)];
}

/** List configs and secrets that are files of the server: mounted unchanged, as Compose does. */
function filesOfHost({ files }: ComposeService, project: ComposeProject): MountSpec[] {
  return files.flatMap((grant): MountSpec[] => {
    const source = sourceOf(grant, project);
    if (source?.kind !== 'file' || source.place !== 'host') return [];
    return [{ kind: 'bind', source: source.path, target: grant.target, readOnly: true, granted: 'there' }];
  });
}

function sourceOf({ kind, source }: ComposeFileGrant, { configs, secrets }: ComposeProject) {
  return (kind === 'config' ? configs : secrets).find(({ key }) => key === source)?.source;
}

function volumeMount(mount: VolumeMount, { volumes }: ComposeProject, uuid: string): MountSpec {
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

function bindMount(mount: BindMount): MountSpec {
  const { target, readOnly, propagation, place, source, createHostPath } = mount;
  return {
    ...(place === 'host' ? { kind: 'bind', granted: createHostPath ? 'made' : 'there' } : { kind: 'folder' }),
    source,
    target,
    ...(readOnly && { readOnly }),
    ...(propagation !== null && { propagation }),
  };
}

/** List what the compose file puts into the container: configs, secrets, and files with content. */
export function filesOf(service: ComposeService, project: ComposeProject): FileSpec[] {
  const mounted = service.mounts.flatMap((mount): FileSpec[] => {
    const content = mount.kind === 'bind' ? contentOf(mount, project) : null;
    const mode = (mount.kind === 'bind' && mount.mode) || contentMode;
    return content === null ? [] : [{ target: mount.target, content, mode }];
  });
  const granted = service.files.flatMap((grant): FileSpec[] => {
    const source = sourceOf(grant, project);
    if (source?.kind !== 'content') return [];
    const { target, mode, uid, gid } = grant;
    const owner = uid === null && gid === null ? null : `${uid ?? 0}:${gid ?? 0}`;
    return [{ target, content: source.content, mode: mode ?? readableByAll, owner }];
  });
  return [...mounted, ...granted];
}

/** Find the content of a file: if one component sets it, all components that mount the file have it. */
function contentOf(mount: BindMount, { services }: ComposeProject): BindMount['content'] {
  if (mount.content !== null || mount.place === 'host') return mount.content;
  const same = services
    .flatMap(({ mounts }) => mounts.filter((each) => each.kind === 'bind'))
    .find((each) => each.place === 'folder' && each.source === mount.source && each.content !== null);
  return same?.content ?? null;
}
