import { dockerLabel } from '../../domain/docker-label';
import type { ContainerState } from '../../transport/docker/api';

/** Known times of a container. */
export interface ContainerLife {
  /** Docker's id. */
  id: string;
  name: string;
  /** The deployment that created it; null: its label is missing. */
  deploymentUuid: string | null;
  /** Null: it never ran. */
  startedAt: Date | null;
  /** Null: it is running, or never ran. */
  endedAt: Date | null;
  /** Null: it is running. */
  exitCode: number | null;
}

export function lifeOf({ id, name, labels, status, ...state }: ContainerState): ContainerLife {
  const isRunning = status === 'running' || status === 'paused';
  return {
    id,
    name,
    deploymentUuid: labels[dockerLabel.deployment] ?? null,
    startedAt: timeOf(state.startedAt),
    endedAt: isRunning ? null : timeOf(state.finishedAt),
    exitCode: isRunning ? null : state.exitCode,
  };
}

/** Parse a time from Docker; null for year 1, which means that it has not happened. */
function timeOf(text: string): Date | null {
  const milliseconds = Date.parse(text);
  return milliseconds > 0 ? new Date(milliseconds) : null;
}
