import { z } from 'zod';
import { findComponent } from '../../services/stacks/find';
import { logContainerOf } from '../../services/stacks/log-container';
import { requestComponentStop, requestRelease } from '../../services/stacks/request';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { type LogContext, lines, logAnswer, logText } from '../workload/log-text';

const object = { type: 'service', input: 'uuid' } as const;
const audit = 'service';

const kinds = {
  application: { tag: 'Service applications', path: '/services/{uuid}/applications', id: 'app_uuid' },
  database: { tag: 'Service databases', path: '/services/{uuid}/databases', id: 'database_uuid' },
} as const;

export type ComponentKind = keyof typeof kinds;

/** Coolify refuses these operations on servers of a swarm, which Gantry does not have. Its clients know the status. */
export const refusedInSwarms = ['not_implemented'] as const;

/** The procedures on the applications, or the databases, of a service. */
export function componentProcedures(kind: ComponentKind) {
  const { tag, path, id } = kinds[kind];
  const one = `${path}/{${id}}` as const;
  // The name of the id is known when a procedure is built, but not to its type.
  const input = z.strictObject({ uuid: pathId, [id]: pathId }) as unknown as z.ZodObject<{
    uuid: typeof pathId;
  }>;
  const named = (sent: { uuid: string }) => ({
    uuid: sent.uuid,
    componentUuid: String(Reflect.get(sent, id)),
    kind,
  });
  const action = (name: 'start' | 'restart' | 'stop') =>
    ({
      method: 'POST',
      path: `${one}/${name}`,
      status: 200,
      tag,
      summary: `${name[0]?.toUpperCase()}${name.slice(1)} one ${kind} of a service`,
      bodyOptional: true,
      alsoRefuses: refusedInSwarms,
    }) as const;
  return {
    logs: can('log:read', {
      rest: {
        method: 'GET',
        path: `${one}/logs`,
        status: 200,
        tag,
        summary: `Read the log of one ${kind} of a service`,
        alsoRefuses: refusedInSwarms,
      },
      object,
      input: input.extend({ lines }),
      output: logAnswer,
    }).query(({ ctx, input }) => componentLog(ctx, named(input), input.lines)),

    start: can('service:start', {
      rest: action('start'),
      object,
      input: input.extend({ force: queryFlag.optional(), latest: queryFlag.optional() }),
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { stack, component } = await findComponent(ctx.scope, named(input));
      const { force = false, latest = false } = input;
      await requestRelease(ctx.scope, stack.uuid, {
        action: force ? 'restart' : 'deploy',
        latest,
        component: component.name,
      });
      return { message: 'Deploy request queued.' };
    }),

    restart: can('service:restart', {
      rest: action('restart'),
      object,
      input,
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { stack, component } = await findComponent(ctx.scope, named(input));
      await requestRelease(ctx.scope, stack.uuid, { action: 'restart', component: component.name });
      return { message: 'Restart queued.' };
    }),

    stop: can('service:stop', {
      rest: action('stop'),
      object,
      input,
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { stack, component } = await findComponent(ctx.scope, named(input));
      await requestComponentStop(ctx.scope, stack.uuid, component.name);
      return { message: 'Stop queued.' };
    }),
  };
}

/** Get the log of one component of a stack. */
export async function componentLog(
  ctx: LogContext,
  named: Parameters<typeof findComponent>[1],
  lines: number,
): ReturnType<typeof logText> {
  const { stack, component } = await findComponent(ctx.scope, named);
  return logText(ctx, {
    workload: stack,
    container: logContainerOf(stack.uuid, component.name),
    search: null,
    lines,
    showsTimes: false,
  });
}
