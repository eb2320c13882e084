import type { Command } from '../../domain/command';
import { Secret } from '../../domain/secret';

/** The secrets that a command carries, which must not come back in its output. */
export function secretsOf(command: Command): Secret[] {
  const carried = [...Object.values(command.env ?? {}), command.stdin];
  return [...(command.secrets ?? []), ...carried.filter((value) => value instanceof Secret)];
}
