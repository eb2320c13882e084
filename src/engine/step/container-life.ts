import type { ContainerState } from '../../transport/docker/api';

/** The times of a container, as far as they are known. */
export interface ContainerLife {
  /** Docker's id. */
  id: string;
  name: string;
  /** The deployment that made it; null: its label is missing. */
  deploymentUuid: string | null;
  /** Null: it never ran. */
  startedAt: Date | null;
  /** Null: it runs, or never did. */
  endedAt: Date | null;
  /** Null: it runs. */
  exitCode: number | null;
}

export function lifeOf({ id, name, labels, status, ...state }: ContainerState): ContainerLife {
  const isRunning = status === 'running' || status === 'paused';
  return {
    id,
    name,
    deploymentUuid: labels['gantry.deployment'] ?? null,
    startedAt: timeOf(state.startedAt),
    endedAt: isRunning ? null : timeOf(state.finishedAt),
    exitCode: isRunning ? null : state.exitCode,
  };
}

/** The time in Docker's text; null for year 1, which it writes for what has not happened. */
function timeOf(text: string): Date | null {
  const milliseconds = Date.parse(text);
  return milliseconds > 0 ? new Date(milliseconds) : null;
}
