import { z } from 'zod';
import { AppError } from '../../domain/error';
import { open } from '../authorize';
import { messageAnswer } from '../wire/answers';

/** Where an agent would report. Gantry installs none and gives none a token, so no report has a right one (decision 119). */
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
    summary: 'Report of an agent; refused, since there is none',
    alsoRefuses: ['unauthenticated'],
    bodyOptional: true,
  },
}).mutation(() => {
  throw new AppError('unauthenticated', 'Unauthenticated.', {
    reason: 'Gantry installs no agent: it watches servers over SSH.',
  });
});
