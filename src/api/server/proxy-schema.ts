import { z } from 'zod';
import { beyondNames, sensitive } from '../../domain/sensitive';
import type { ServerRow } from '../../services/servers/list';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** The fixed value of a setting that the proxy does not have. */
export const onlySettings = { generate_exact_labels: false };

export const proxyMembers = {
  proxy_type: z.string(),
  status: z.string(),
  container_name: z.string(),
  image: z.string(),
  redirect_enabled: z.boolean(),
  redirect_url: z.string().nullable(),
  generate_exact_labels: z.boolean(),
  configuration: sensitive(z.string().nullable()),
  running_type: z.string(),
  problem: beyondNames(
    z.string().nullable().meta({ description: 'Why the proxy does not match its settings.' }),
  ),
  problem_at: timestamp.nullable(),
};

export const proxyWire = wireObject(proxyMembers);

/** @param configuration the custom part; null: there is none */
export function toProxyWire(server: ServerRow, configuration: string | null): z.infer<typeof proxyWire> {
  return {
    ...onlySettings,
    proxy_type: server.proxyKind.toUpperCase(),
    redirect_enabled: server.redirectEnabled,
    redirect_url: server.redirectUrl,
    status: server.proxyStatus,
    container_name: server.proxyContainer,
    image: server.proxyImage,
    configuration,
    running_type: server.runningProxy.toUpperCase(),
    problem: server.proxyProblem,
    problem_at: server.proxyProblemAt && toTimestamp(server.proxyProblemAt),
  };
}
