interface Build {
  title: string;
  name: string;
  inputs: string[];
  output: string;
  argv: string[];
}

/** In the order they depend on each other: the database client, the server, the console. */
export const builds: [client: Build, server: Build, console: Build];
/** What is published. */
export const clientBuild: Build;
export function ensureBuilt(build: Build): Promise<'up to date' | 'built'>;
