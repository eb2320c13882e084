import { z } from 'zod';
import type { LogContainer } from '../../services/container-logs/log-containers';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** A container whose log can be read. */
export const logContainerWire = z
  .object({
    id: z.string(),
    name: z.string(),
    deployment_uuid: z.string().nullable(),
    state: z
      .enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead', 'removed'])
      .meta({ description: '`removed`: the container no longer exists, but its log was stored.' }),
    started_at: timestamp.nullable(),
    ended_at: timestamp.nullable(),
    exit_code: z.int().nullable(),
  })
  .meta({ id: 'LogContainer' });

export function toLogContainerWire(container: LogContainer): z.infer<typeof logContainerWire> {
  const { id, name, state, deploymentUuid, startedAt, endedAt, exitCode } = container;
  return {
    id,
    name,
    deployment_uuid: deploymentUuid,
    state,
    started_at: startedAt && toTimestamp(startedAt),
    ended_at: endedAt && toTimestamp(endedAt),
    exit_code: exitCode,
  };
}
