import { z } from 'zod';
import { AppError } from '../../domain/error';
import { findStack } from '../../services/stacks/find';
import { logContainerOf } from '../../services/stacks/log-container';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { lines, logAnswer, logText, search } from '../workload/log-text';

/** The procedures on the logs of a stack. Each log is of one service of the file, which the request names. */
export const logProcedures = {
  logs: can('log:read', {
    rest: {
      method: 'GET',
      path: '/services/{uuid}/logs',
      status: 200,
      tag: 'Services',
      summary: 'Read the log of one service of the compose file',
      requiredNames: ['sub_service_name'],
    },
    object: { type: 'service', input: 'uuid' },
    input: z.strictObject({
      uuid: pathId,
      sub_service_name: z.string().optional(),
      lines,
      search,
      show_timestamps: queryFlag.optional(),
    }),
    output: logAnswer,
  }).query(async ({ ctx, input }) => {
    const { uuid, sub_service_name: name, search = null, show_timestamps: showsTimes = false } = input;
    if (!name) {
      const { components } = await findStack(ctx.scope, uuid);
      const names = components.map(({ name }) => name).join(', ');
      throw new AppError(
        'bad_request',
        `The query parameter sub_service_name is required. It must be one of: ${names}.`,
      );
    }
    const container = logContainerOf(uuid, name);
    const workload = { kind: 'stack', uuid } as const;
    return logText(ctx, { workload, container, search, lines: input.lines, showsTimes });
  }),
};
