import type { Secret } from '../secret';

/** A program to run inside a container. Secrets travel by `env` and `stdin`, never by argv. */
export interface ContainerCommand {
  argv: readonly [string, ...string[]];
  env: Readonly<Record<string, Secret>>;
  stdin?: Secret;
}
