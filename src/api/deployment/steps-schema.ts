import { z } from 'zod';
import type { DeploymentStep } from '../../services/deployments/steps';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** One step of a deployment's journal. */
export const stepWire = z.object({
  id: z.string(),
  title: z.string(),
  position: z.int(),
  state: z.enum(['running', 'done', 'failed', 'skipped']),
  error: z.string().nullable(),
  started_at: timestamp,
  ended_at: timestamp.nullable(),
});

export function toStepWire(step: DeploymentStep): z.infer<typeof stepWire> {
  return {
    id: step.stepId,
    title: step.title,
    position: step.position,
    state: step.state,
    error: step.error,
    started_at: toTimestamp(step.startedAt),
    ended_at: step.endedAt === null ? null : toTimestamp(step.endedAt),
  };
}
