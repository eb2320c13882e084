/** Name that a POSIX shell can export. */
const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A variable of a build, and the environment variable of the build tool that carries its value. */
export interface BuildArgument {
  key: string;
  carrier: string;
}

/**
 * List the carriers of variables, in order. A shell cannot export `spring.datasource.url`, and the utility `env` would
 * show its value in the process list: the value travels under a neutral name, and the Dockerfile assigns it.
 */
export function buildArguments(keys: readonly string[]): BuildArgument[] {
  let carried = 0;
  return keys.map((key) => ({
    key,
    carrier: isExportable(key) ? key : `GANTRY_VARIABLE_${++carried}`,
  }));
}

/** Whether a shell can export the name. */
export function isExportable(key: string): boolean {
  return SHELL_NAME.test(key);
}
