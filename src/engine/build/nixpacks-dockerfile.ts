import { AppError } from '../../domain/error';
import { isExportable } from '../plan/build-argument';
import type { BuildTemplate } from '../plan/build-template';
import type { Facts } from '../plan/facts';
import { withBuildArguments, withBuildSecrets } from './inject-variables';

/** What nixpacks writes with `--out`. */
interface NixpacksOutput {
  dockerfile: string;
  /** The `docker build` that nixpacks would run: the only place with the values of its variables. */
  script: string;
}

interface Completion {
  /** Variables that the build is given. */
  keys: readonly string[];
  as: BuildTemplate['deliver'];
  builder: NonNullable<Facts['builder']>;
}

/**
 * Complete the Dockerfile of nixpacks. It declares every variable of the plan (`ARG A B`, `ENV A=$A B=$B`), those of
 * the language (`NODE_ENV`, `GEM_HOME`) and of nixpacks.toml as well, whose values become defaults here. Those that
 * the build is given stay arguments, or become secrets and are then not in the image at all.
 */
export function completeDockerfile(output: NixpacksOutput, { keys, as, builder }: Completion): string {
  const lines = output.dockerfile.split('\n');
  const at = lines.findIndex((line) => line.startsWith('ARG '));
  const names = at === -1 ? [] : (lines[at] ?? '').slice('ARG '.length).split(/\s+/).filter(Boolean);
  const kept = as === 'secrets' ? names.filter((name) => !keys.includes(name)) : names;
  const values = valuesOf(names, output.script);
  const declared = kept.map((name) =>
    // A value of the user is never written into a file.
    keys.includes(name) ? `ARG ${name}` : `ARG ${name}=${quoted(name, values.get(name) ?? '')}`,
  );
  const environment = kept.length === 0 ? [] : [`ENV ${kept.map((name) => `${name}=$${name}`).join(' ')}`];
  if (at !== -1) lines.splice(at, lines[at + 1]?.startsWith('ENV ') ? 2 : 1, ...declared, ...environment);
  const text = (builder === 'classic' ? lines.map(withoutCacheMounts) : lines).join('\n');
  if (as === 'secrets') return withBuildSecrets(text, keys);
  return withBuildArguments(
    text,
    keys.filter((key) => !isExportable(key)),
  );
}

/** Read the values of the variables, which the script has in the order of the names, without quotes. */
function valuesOf(names: readonly string[], script: string): Map<string, string> {
  const values = new Map<string, string>();
  let end = script.trimEnd().length;
  for (const name of [...names].reverse()) {
    const option = ` --build-arg ${name}=`;
    const start = script.lastIndexOf(option, end - option.length);
    if (start === -1)
      throw new AppError('unavailable', `nixpacks did not say the value of ${name}. Update nixpacks.`);
    values.set(name, script.slice(start + option.length, end));
    end = start;
  }
  return values;
}

function quoted(name: string, value: string): string {
  if (/[\r\n]/.test(value))
    throw new AppError(
      'bad_request',
      `The plan of nixpacks sets ${name} to several lines. Set it in the environment variables of the application instead.`,
    );
  return `"${value.replace(/["\\$]/g, (character) => `\\${character}`)}"`;
}

/** Remove the mounts that only BuildKit understands; the build runs without them, but slower. */
function withoutCacheMounts(line: string): string {
  return line.replace(/^RUN (?:--mount=type=cache,\S+ )+/, 'RUN ');
}
