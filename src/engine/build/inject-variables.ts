import { type BuildArgument, buildArguments, isExportable } from '../plan/build-argument';
import { parseInstructions } from './dockerfile';

/** Insert `ARG <key>` after each FROM, so that every stage sees the build-time variables. */
export function withBuildArguments(dockerfile: string, keys: readonly string[]): string {
  const lines = dockerfile.split('\n');
  const declared = buildArguments(keys).flatMap(declarationOf);
  return insertAfter(lines, instructionsNamed(lines, 'FROM'), () => declared);
}

/**
 * Insert the value of each variable that no shell can export after each ARG that names it: such a value does not
 * arrive under its own name.
 */
export function withCarriedArguments(dockerfile: string, keys: readonly string[]): string {
  const lines = dockerfile.split('\n');
  const carried = buildArguments(keys).filter(({ key }) => !isExportable(key));
  return insertAfter(lines, instructionsNamed(lines, 'ARG'), (text) => {
    const named = text.split(/[\s=]+/);
    return carried.filter(({ key }) => named.includes(key)).flatMap(declarationOf);
  });
}

/**
 * Mount each variable as a secret environment variable into each RUN. The values exist only while the instruction
 * runs, never in a layer or the history. Needs a BuildKit frontend of version 1.10 or later.
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

function declarationOf({ key, carrier }: BuildArgument): string[] {
  return key === carrier ? [`ARG ${key}`] : [`ARG ${carrier}`, `ARG ${key}="$${carrier}"`];
}

function instructionsNamed(lines: readonly string[], name: string) {
  return parseInstructions(lines).filter((instruction) => instruction.name === name);
}

/** Insert after each instruction what `addition` makes of its text. */
function insertAfter(
  lines: readonly string[],
  instructions: ReturnType<typeof instructionsNamed>,
  addition: (text: string) => readonly string[],
): string {
  const additions = new Map(
    instructions.map(({ first, last }) => [last, addition(lines.slice(first, last + 1).join('\n'))]),
  );
  return lines.flatMap((line, index) => [line, ...(additions.get(index) ?? [])]).join('\n');
}
