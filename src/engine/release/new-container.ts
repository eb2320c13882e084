import { filesFolder, type PlacedFile, placedFiles, placedMounts } from '../component/files';
import { containerName } from '../component/names';
import type { Action } from '../plan/action';
import type { Step } from '../plan/types';
import { type Release, shortMs, shortStep, targetOf } from './release';

/** Lines of a failed container's log that go to the operation's log (`deployment.md` D7.3). */
const tailLines = 100;

/** Create the new container before the old one stops: a refusal by Docker then has no effect. */
export function createNew(release: Release): Step {
  const { operationUuid, workload, component } = release;
  const files = placedFiles(release);
  const given = files.filter(({ storage }) => storage === undefined);
  const stored = files.filter(({ storage }) => storage !== undefined);
  return {
    ...shortStep('create', 'Create the new container', [
      ...preparePaths(release),
      ...given.flatMap(writeFile),
      ...stored.flatMap((file): Action[] => [
        ...writeFile(file),
        { kind: 'keep-attributes', path: file.path },
      ]),
      { kind: 'create-container', container: { operationUuid, workload, component } },
    ]),
    undo: [
      removeNew(release),
      ...(given.length > 0 ? [{ kind: 'remove-path', path: filesFolder(release) } as const] : []),
      ...stored.map(({ path }): Action => ({ kind: 'remove-path', path })),
    ],
  };
}

function writeFile({ path, content, mode, owner }: PlacedFile): Action[] {
  const write: Action = { kind: 'write-file', path, content, mode };
  if (!owner) return [write];
  return [write, { kind: 'command', command: { argv: ['chown', owner, path], deadlineMs: shortMs } }];
}

/** Prepare host paths that Docker mounts but does not create. */
function preparePaths(release: Release): Action[] {
  const { mounts } = release.component.container;
  const ofHost = mounts.filter(({ kind }) => kind === 'bind');
  const checked = ofHost.filter(({ granted }) => granted === undefined).map(({ source }) => source);
  const folders = placedMounts(release).filter((_, index) => mounts[index]?.kind === 'folder');
  return [
    ...(checked.length > 0 ? [{ kind: 'check-host-paths', paths: checked } as const] : []),
    ...ofHost.flatMap(({ source: path, granted }): Action[] =>
      granted ? [{ kind: 'require-host-path', path, isMade: granted === 'made' }] : [],
    ),
    ...folders.map(({ source: path }): Action => ({ kind: 'ensure-folder', path })),
  ];
}

function removeNew(release: Release): Action {
  return { kind: 'remove-new-container', target: targetOf(release), name: containerName(release), tailLines };
}

/** Start the new container; in a stop-start release its ports, name and volumes are already free. */
export function startNew(release: Release, stopStart: boolean): Step {
  const { name, container, replace } = release.component;
  const slots = replace === 'stop-start' ? 'all' : 'free';
  const { fixedName, stopGraceSeconds } = container;
  const takeName: Action[] =
    fixedName === null ? [] : [{ kind: 'take-name', component: name, name: fixedName }];
  return {
    ...shortStep('start', 'Start the new container', [
      { kind: 'clear-slot', target: targetOf(release), slots, graceSeconds: stopGraceSeconds },
      ...takeName,
      { kind: 'start-container', component: name },
    ]),
    // Before the old container starts again, which needs the new one's name, ports and volumes.
    ...(stopStart && { undo: [removeNew(release)] }),
  };
}
