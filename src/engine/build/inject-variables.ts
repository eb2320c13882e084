import { parseInstructions } from './dockerfile';

/** The Dockerfile with `ARG <key>` after each FROM, so that every stage sees the build-time variables. */
export function withBuildArguments(dockerfile: string, keys: readonly string[]): string {
  const lines = dockerfile.split('\n');
  const ends = new Set(instructionsNamed(lines, 'FROM').map((instruction) => instruction.last));
  return lines
    .flatMap((line, index) => (ends.has(index) ? [line, ...keys.map((key) => `ARG ${key}`)] : [line]))
    .join('\n');
}

/**
 * The Dockerfile with each variable mounted as a secret environment variable into each RUN. The values exist only
 * while the instruction runs, never in a layer or the history. Needs a BuildKit frontend of version 1.10 or later.
 */
export function withBuildSecrets(dockerfile: string, keys: readonly string[]): string {
  const lines = dockerfile.split('\n');
  const mounts = keys.map((key) => `--mount=type=secret,id=${key},env=${key}`).join(' ');
  const starts = new Set(instructionsNamed(lines, 'RUN').map((instruction) => instruction.first));
  return lines
    .map((line, index) =>
      starts.has(index) ? line.replace(/^(\s*[A-Za-z]+)/, (run) => `${run} ${mounts}`) : line,
    )
    .join('\n');
}

function instructionsNamed(lines: readonly string[], name: string) {
  return parseInstructions(lines).filter((instruction) => instruction.name === name);
}
