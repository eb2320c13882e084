import type { Action } from '../plan/action';
import { workspaceFolder } from '../server/folders';
import { buildJob, dockerBuild } from './docker-build';
import { intermediateImage } from './image-reference';
import type { BuildSubject } from './subject';

/**
 * Build the final image on the intermediate one, for tools that set no labels, by which Gantry finds its images.
 * @param instructions further instructions of the final image
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

/** Remove the name of the intermediate image, which has no label for a cleanup to find it by. */
export function forgetIntermediate(spec: BuildSubject): Action {
  // `--force` accepts that an earlier attempt removed it already.
  const argv = ['docker', 'image', 'rm', '--force', '--no-prune', '--', intermediateImage(spec)] as const;
  return { kind: 'command', command: { argv, deadlineMs: 60_000 } };
}
