import { z } from 'zod';
import { sensitive } from '../../domain/sensitive';
import { getServer } from '../../services/servers/list';
import { requestProxyRestart } from '../../services/servers/restart-proxy';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { wireObject } from '../wire/object';

const tag = 'Servers';

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
    output: wireObject({
      proxy_type: z.string(),
      status: z.string(),
      container_name: z.string(),
      image: z.string(),
      redirect_enabled: z.boolean(),
      redirect_url: z.string().nullable(),
      generate_exact_labels: z.boolean(),
      configuration: sensitive(z.string().nullable()),
    }),
  }).query(async ({ ctx, input }) => {
    const server = await getServer(ctx.scope, input.uuid);
    return {
      proxy_type: server.proxyKind.toUpperCase(),
      status: server.proxyStatus,
      container_name: server.proxyContainer,
      image: server.proxyImage,
      // Routes are data handed to the proxy: there is no default redirect, no label and no configuration file.
      redirect_enabled: false,
      redirect_url: null,
      generate_exact_labels: false,
      configuration: null,
    };
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
