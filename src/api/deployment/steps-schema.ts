import { z } from 'zod';
import type { OperationStep, WaitingStep } from '../../services/operations/steps';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** One step of a deployment: from its journal, or not started yet. */
export const stepWire = z
  .object({
    id: z.string(),
    title: z.string(),
    position: z.int(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
    error: z.string().nullable(),
    started_at: timestamp.nullable(),
    ended_at: timestamp.nullable(),
  })
  .meta({ id: 'DeploymentStep' });

export function toStepWire(step: OperationStep | WaitingStep): z.infer<typeof stepWire> {
  const { stepId: id, title, position } = step;
  if (step.state === 'waiting')
    return { id, title, position, state: step.state, error: null, started_at: null, ended_at: null };
  return {
    id,
    title,
    position,
    state: step.state,
    error: step.error,
    started_at: toTimestamp(step.startedAt),
    ended_at: step.endedAt === null ? null : toTimestamp(step.endedAt),
  };
}
