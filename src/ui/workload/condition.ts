import { type ContainerCondition, conditionOf } from '../../domain/container-condition';
import type { Tone } from '../primitives/badge';

const labels: Record<ContainerCondition, string> = {
  running: 'Running',
  starting: 'Starting',
  restarting: 'Restarting',
  degraded: 'Degraded',
  paused: 'Paused',
  exited: 'Stopped',
};

export function conditionLabel(condition: ContainerCondition): string {
  return labels[condition];
}

/**
 * Describe a status `state:health` (coolify-api §5.2): whether the workload runs, and whether its health check passes.
 */
export function describeStatus(status: string): string {
  const label = labels[conditionOf(status)];
  if (status.includes(':unhealthy') && conditionOf(status) === 'running') return `${label}, unhealthy`;
  return label;
}

export function conditionTone(status: string): Tone {
  switch (conditionOf(status)) {
    case 'running':
      return status.includes(':unhealthy') ? 'bad' : 'ok';
    case 'starting':
    case 'restarting':
      return 'busy';
    case 'degraded':
      return 'bad';
    case 'paused':
      return 'warn';
    case 'exited':
      return 'idle';
  }
}
