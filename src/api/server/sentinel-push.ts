import { z } from 'zod';
import { AppError } from '../../domain/error';
import { open } from '../authorize';
import { messageAnswer } from '../wire/answers';

/**
 * Where an agent would report. Gantry installs no agent and gives none a token, so that every report is refused
 * (decision 119).
 */
export const sentinelPush = open({
  input: z.looseObject({}),
  output: messageAnswer,
  rate: 'webhook',
  audit: 'server',
  rest: {
    method: 'POST',
    path: '/sentinel/push',
    status: 200,
    tag: 'System',
    summary: 'Report of an agent; always refused, because there is no agent',
    alsoRefuses: ['unauthenticated'],
    bodyOptional: true,
  },
}).mutation(() => {
  throw new AppError('unauthenticated', 'Unauthenticated.', {
    reason: 'Gantry does not use an agent: it monitors servers over SSH.',
  });
});
