import { notFound } from '../../domain/error';
import type { ContainerState, LogLine } from '../../transport/docker';
import { type ApplicationPlace, applicationContainers } from './application-containers';

export interface LogsInput extends ApplicationPlace {
  /** A container of the application by name; null: the newest. */
  container: string | null;
  /** Lines from the end. */
  tail: number;
}

/** The last lines of a container. @throws AppError `not_found` when the application has no such container */
export async function containerLogs(input: LogsInput): Promise<LogLine[]> {
  const container = await containerOf(input);
  return input.host.docker.containerLogs(container.id, { tail: input.tail });
}

export interface FollowInput extends LogsInput {
  /** RFC 3339 timestamp of the last line that is known, to go on after a reconnect. */
  since?: string;
  onLine: (line: LogLine) => void;
  signal: AbortSignal;
}

/** Streams a container's lines until it ends or the signal aborts. */
export async function followContainerLogs(input: FollowInput): Promise<void> {
  const { tail, onLine, signal, since } = input;
  const container = await containerOf(input);
  await input.host.docker.followLogs(container.id, {
    tail,
    onLine,
    signal,
    ...(since !== undefined && { since }),
  });
}

async function containerOf(input: LogsInput): Promise<ContainerState> {
  const containers = await applicationContainers(input);
  const wanted = containers.find(
    (container) => input.container === null || nameOf(container) === input.container,
  );
  if (wanted === undefined) throw notFound('Container');
  return wanted;
}

function nameOf(container: ContainerState): string {
  return container.name.replace(/^\//, '');
}
