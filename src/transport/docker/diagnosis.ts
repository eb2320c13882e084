import type { Command, CommandResult } from '../../domain/command';
import { AppError } from '../../domain/error';
import { DockerUnreachable } from './failure';

const DEADLINE_MS = 15_000;

/** Script that prints what prevents Docker on a machine from working. */
const DIAGNOSE = `
command -v docker >/dev/null 2>&1 || command -v dockerd >/dev/null 2>&1 || { echo not_installed; exit 0; }
answer=$(docker version --format '{{.Server.Version}}' 2>&1) && { echo running; exit 0; }
case $answer in
  *"permission denied"*) echo not_permitted ;;
  *) echo not_running ;;
esac
`;

/** Whether an error is that of a broken or refused stream: Node's socket errors and ssh2's refused channels. */
export function isStreamFailure(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof AppError) return false;
  return 'reason' in error || ('code' in error && ['ECONNRESET', 'EPIPE'].includes(String(error.code)));
}

/**
 * Ask a machine why its Docker cannot be reached.
 * @param cause the failure that led to the question
 * @returns the reason, or null when Docker is healthy by now
 */
export async function diagnoseDocker(
  address: string,
  run: (command: Command) => Promise<CommandResult>,
  cause: unknown,
): Promise<DockerUnreachable | null> {
  const { stdout } = await run({ argv: ['sh', '-c', DIAGNOSE], asRoot: true, deadlineMs: DEADLINE_MS });
  const found = stdout.trim();
  if (found === 'running') return null;
  if (found === 'not_installed' || found === 'not_running')
    return new DockerUnreachable(address, found, cause);
  return new DockerUnreachable(address, 'not_permitted', cause); // or no answer at all: sudo itself refused
}
