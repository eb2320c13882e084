import type { Command } from '../../domain/command';
import { Secret } from '../../domain/secret';

/** List the secrets in a command, which must not appear in its output. */
export function secretsOf(command: Command): Secret[] {
  const carried = [...Object.values(command.env ?? {}), command.stdin];
  return [...(command.secrets ?? []), ...carried.filter((value) => value instanceof Secret)];
}
