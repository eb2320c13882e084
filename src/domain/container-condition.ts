/** First half of the v1 status `state:health` (coolify-api §5.2). */
export type ContainerCondition = 'running' | 'starting' | 'restarting' | 'degraded' | 'paused' | 'exited';

/** Whether the state means running, or about to run. */
export function isRunning(status: string): boolean {
  const condition = conditionOf(status);
  return condition === 'running' || condition === 'starting';
}

export function conditionOf(status: string): ContainerCondition {
  const condition = status.split(':')[0];
  switch (condition) {
    case 'running':
    case 'starting':
    case 'restarting':
    case 'degraded':
    case 'paused':
      return condition;
    default:
      return 'exited';
  }
}
