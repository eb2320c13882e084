import type { Action } from '../plan/action';
import { workspaceFolder } from '../server/folders';
import { buildJob, dockerBuild } from './docker-build';
import { intermediateImage } from './image-reference';
import type { BuildSubject } from './subject';

/**
 * Make the image of the intermediate one, for tools that give an image no labels: by these Gantry knows its own.
 * @param instructions what else is on top
 */
export function labelImage(spec: BuildSubject, instructions: readonly string[] = []): Action[] {
  const context = `${workspaceFolder(spec)}/labelled`;
  const lines = ['ARG GANTRY_BUILT_IMAGE', 'FROM $GANTRY_BUILT_IMAGE', ...instructions, ''];
  return [
    { kind: 'write-file', path: `${context}/Dockerfile`, content: lines.join('\n'), mode: 0o600 },
    dockerBuild(spec, {
      context,
      dockerfile: `${context}/Dockerfile`,
      variables: [['GANTRY_BUILT_IMAGE', intermediateImage(spec)]],
      deliver: 'arguments',
      job: buildJob(spec, 'label'),
    }),
  ];
}

/** Take the name from the intermediate image, which has no label by which a cleanup would find it. */
export function forgetIntermediate(spec: BuildSubject): Action {
  // Forced, it does not mind that an earlier attempt did it.
  const argv = ['docker', 'image', 'rm', '--force', '--no-prune', '--', intermediateImage(spec)] as const;
  return { kind: 'command', command: { argv, deadlineMs: 60_000 } };
}
