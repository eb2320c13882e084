import { z } from 'zod';
import { AppError, type ErrorCode, errorMessage } from '../../domain/error';

/** Thrown when Docker cannot be reached at all. */
export class DockerUnreachable extends AppError {
  readonly kind: 'not_installed' | 'not_running' | 'not_permitted';

  constructor(address: string, kind: DockerUnreachable['kind'], cause?: unknown) {
    const messages = {
      not_installed: `Docker is not installed on ${address}. Install Docker Engine 20.10 or later, or validate the server with "install".`,
      not_running: `Docker is installed on ${address}, but its daemon does not respond. Start it (systemctl start docker); see journalctl -u docker for why it stopped.`,
      not_permitted: `The SSH user is not allowed to use Docker on ${address}. Give it passwordless sudo, or add it to the docker group.`,
    };
    super('unavailable', messages[kind], { cause });
    this.name = 'DockerUnreachable';
    this.kind = kind;
  }
}

/** Get Docker's HTTP status, when an error came from its API (docker-modem adds the members). */
export function dockerStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** Prefix that docker-modem puts before Docker's message. */
const MODEM_PREFIX = /^\(HTTP code \d+\) [^-]* - /;

/** Get Docker's own message from an error. */
export function dockerMessage(error: unknown): string {
  const body = error instanceof Error && 'json' in error ? error.json : undefined;
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') {
    return body.message;
  }
  return errorMessage(error).replace(MODEM_PREFIX, '').trim();
}

interface Known {
  pattern: RegExp;
  code: ErrorCode;
  hint: string;
}

/** Messages of the Docker engine (20.10 to 28) with a known fix. First match wins. */
const known: Known[] = [
  {
    pattern: /port is already allocated|address already in use/i,
    code: 'conflict',
    hint: 'Another container or program on the machine uses this port. Stop it, or change the port mapping.',
  },
  {
    pattern: /no space left on device/i,
    code: 'unavailable',
    hint: 'The machine’s disk is full. Free up space (docker system df shows what Docker uses) or enlarge it.',
  },
  {
    pattern: /no such image/i,
    code: 'not_found',
    hint: 'The image is not on the machine. Pull or build it first.',
  },
  {
    pattern: /network [^ ]+ not found|could not find network/i,
    code: 'not_found',
    hint: 'The network no longer exists. Validate the server to create it again.',
  },
  {
    pattern: /has active endpoints/i,
    code: 'conflict',
    hint: 'Containers still use the network. Remove or disconnect them first.',
  },
  {
    pattern: /exec: .* (?:not found|no such file)|executable file not found/i,
    code: 'validation_failed',
    hint: 'The image does not contain this program. Check the command and the entrypoint.',
  },
  {
    pattern: /cannot allocate memory|minimum memory limit|range of cpus/i,
    code: 'validation_failed',
    hint: 'The machine cannot provide these limits. Check the memory and CPU limits.',
  },
];

const codeOfStatus: Record<number, ErrorCode> = {
  400: 'validation_failed',
  404: 'not_found',
  409: 'conflict',
};

/** Turn any error of a Docker call into an AppError with Docker's message and, where known, what to do. */
export function dockerFailure(error: unknown, doing: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) {
    return new AppError('unavailable', `Docker could not ${doing}: its response was not understood.`, {
      cause: error,
      detail: z.prettifyError(error),
    });
  }
  const message = dockerMessage(error);
  const match = known.find(({ pattern }) => pattern.test(message));
  const code = match?.code ?? codeOfStatus[dockerStatus(error) ?? 0] ?? 'unavailable';
  const hint = match ? ` ${match.hint}` : '';
  return new AppError(code, `Docker could not ${doing}: ${message.replace(/\.$/, '')}.${hint}`, {
    cause: error,
  });
}
