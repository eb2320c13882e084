import { z } from 'zod';
import type { ComposeRestart } from '../../../domain/compose/service';
import { decimal, duration, integer, line, record, size, textMap } from './forms';
import { deviceRequest } from './host';

const MAX_RETRIES = 2 ** 31 - 1;

export const restart = line.transform((value, context): ComposeRestart => {
  // Unquoted `no` is a boolean for YAML 1.1 parsers.
  if (value === 'no' || value === 'false' || value === '') return { policy: 'no', maximumRetries: null };
  if (value === 'always' || value === 'unless-stopped') return { policy: value, maximumRetries: null };
  const match = /^on-failure(?::(\d{1,9}))?$/.exec(value);
  if (match)
    return { policy: 'on-failure', maximumRetries: match[1] === undefined ? null : Number(match[1]) };
  context.addIssue({ code: 'custom', message: 'Must be no, always, unless-stopped or on-failure[:times].' });
  return z.NEVER;
});

const conditions = {
  none: 'no',
  'on-failure': 'on-failure',
  any: 'always',
  always: 'always',
  'unless-stopped': 'unless-stopped',
} as const;

const restartPolicy = record({
  condition: z
    .enum(['none', 'on-failure', 'any', 'always', 'unless-stopped'], 'Must be none, on-failure or any.')
    .optional(),
  delay: duration.optional(),
  max_attempts: integer(0, MAX_RETRIES).optional(),
  window: duration.optional(),
}).transform(
  ({ condition = 'any', max_attempts }): ComposeRestart => ({
    policy: conditions[condition],
    maximumRetries: condition === 'on-failure' ? (max_attempts ?? null) : null,
  }),
);

export const cpus = decimal;
export const pids = integer(-1, 2 ** 31 - 1);

const resources = record({
  limits: record({ cpus: cpus.optional(), memory: size.optional(), pids: pids.optional() }).optional(),
  reservations: record({
    cpus: cpus.optional(),
    memory: size.optional(),
    devices: z.array(deviceRequest, 'Must be a list of devices.').optional(),
  }).optional(),
});

export const replicas = integer(0, 1_000_000).refine(
  (count) => count <= 1,
  'Must be 1, because a service runs as one container.',
);

export const deploy = record({
  mode: z.literal('replicated', 'Must be replicated, because a service runs as one container.').optional(),
  replicas: replicas.optional(),
  resources: resources.optional(),
  restart_policy: restartPolicy.optional(),
  labels: textMap.optional(),
  // Only for Swarm; a note says so.
  placement: z.unknown().optional(),
  update_config: z.unknown().optional(),
  rollback_config: z.unknown().optional(),
  endpoint_mode: z.unknown().optional(),
});
