import { z } from 'zod';
import { redirectTarget } from '../../domain/input/address/redirect-target';
import { proxyKind } from '../../domain/input/proxy-kind';
import type { Scope } from '../../services/context';
import { storedConfiguration } from '../../services/proxy-configurations/read';
import { requireUnchanged } from '../../services/require-unchanged';
import { getServer } from '../../services/servers/list';
import { requestProxyRestart } from '../../services/servers/restart-proxy';
import { updateServer } from '../../services/servers/update';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { onlySettings, proxyWire, toProxyWire } from './proxy-schema';

const tag = 'Servers';

const NO_LABELS = 'Routes are sent to the proxy directly: there are no labels to generate.';

async function answerOf(scope: Scope, uuid: string) {
  const server = await getServer(scope, uuid);
  return toProxyWire(server, await storedConfiguration(scope, server));
}

export const proxyProcedures = {
  proxy: can('server:read', {
    rest: {
      method: 'GET',
      path: '/servers/{uuid}/proxy',
      status: 200,
      tag,
      summary: 'Get the proxy of a server',
    },
    object: { type: 'server', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: proxyWire,
  }).query(async ({ ctx, input }) => answerOf(ctx.scope, input.uuid)),

  updateProxy: can('server:update', {
    rest: {
      method: 'PATCH',
      path: '/servers/{uuid}/proxy',
      status: 200,
      tag,
      summary: 'Update the proxy of a server',
      alsoRefuses: ['conflict'],
    },
    object: { type: 'server', input: 'uuid' },
    input: z.strictObject({
      uuid: pathId,
      redirect_enabled: z.boolean().optional(),
      redirect_url: redirectTarget.nullish(),
      generate_exact_labels: z.boolean().optional(),
      proxy_type: proxyKind.optional().meta({
        description:
          'Takes effect immediately on a usable server. Its domains are unavailable for a few seconds.',
      }),
    }),
    output: proxyWire,
    audit: 'server',
  }).mutation(async ({ ctx, input: { uuid, generate_exact_labels, ...given } }) => {
    await getServer(ctx.scope, uuid);
    requireUnchanged({ generate_exact_labels }, onlySettings, NO_LABELS);
    await updateServer(ctx.scope, uuid, {
      proxyKind: given.proxy_type,
      redirectEnabled: given.redirect_enabled,
      redirectUrl: given.redirect_url,
      validateNow: false,
    });
    return answerOf(ctx.scope, uuid);
  }),

  proxyRestart: can('server:update', {
    rest: {
      method: 'POST',
      path: '/servers/{uuid}/proxy/restart',
      status: 200,
      tag,
      summary: 'Restart the proxy of a server',
      bodyOptional: true,
    },
    object: { type: 'server', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    await requestProxyRestart(ctx.scope, input.uuid);
    return { message: 'Proxy restart queued.' };
  }),
};
