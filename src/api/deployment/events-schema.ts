import { z } from 'zod';
import { wireStatus } from '../../domain/deployment-status';
import { sensitive } from '../../domain/sensitive';
import type { OperationEvent } from '../../services/operations/events';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { stepWire, toStepWire } from './steps-schema';

/** One event of the live stream. */
export const deploymentEventWire = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('log'),
    order: z.int(),
    step: z.string(),
    type: z.enum(['stdout', 'stderr']),
    output: sensitive(z.string()),
    hidden: z.boolean(),
    timestamp,
  }),
  z.object({ kind: z.literal('step'), step: stepWire }),
  z.object({
    kind: z.literal('status'),
    status: z.string(),
    reason: z.string().nullable(),
    failed_step: z.string().nullable(),
  }),
]);

export function toDeploymentEventWire(event: OperationEvent): z.infer<typeof deploymentEventWire> {
  switch (event.kind) {
    case 'log': {
      const { sequence, step, stream, text, hidden, at } = event.line;
      return {
        kind: 'log',
        order: sequence,
        step,
        type: stream,
        output: text,
        hidden,
        timestamp: toTimestamp(at),
      };
    }
    case 'step':
      return { kind: 'step', step: toStepWire(event.step) };
    case 'status':
      return {
        kind: 'status',
        status: wireStatus(event.status),
        reason: event.reason,
        failed_step: event.failedStep,
      };
  }
}
