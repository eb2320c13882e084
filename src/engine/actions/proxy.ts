import { AppError, errorMessage } from '../../domain/error';
import { listenerHint } from '../component/listener-hint';
import { otherSlot, type Slot } from '../component/slot';
import type { Facts } from '../plan/types';
import { slotUpstream } from '../proxy/caddy-handlers';
import {
  type ApplicationRoutes,
  applicationRoutes,
  noRoutes,
  portsOf,
  type RouteInput,
  servedDomains,
  upstreamsOf,
} from '../proxy/caddy-routes';
import { drain } from '../proxy/drain';
import { ensureProxy } from '../proxy/ensure-proxy';
import { probeRoute } from '../proxy/probe-route';
import type { ProxyAccess } from '../proxy/proxy-access';
import { writeSlot } from '../proxy/slot-flag';
import { isProxyRunning, switchRoute } from '../proxy/switch-route';
import type { ActionContext, ActionFunction } from '../step/context';

export const ensureNetwork: ActionFunction<'ensure-network'> = async (action, { host }) => {
  await host.docker.ensureNetwork(action.name, action.labels);
  return undefined;
};

export const ensureProxyAction: ActionFunction<'ensure-proxy'> = async (_action, context) => {
  const { spec, log, signal } = context;
  await ensureProxy({
    ...proxyOf(context),
    image: spec.proxy.image,
    network: spec.container.network,
    log,
    signal,
  });
  return undefined;
};

/** First the routes, which still lead to the old container, then the flag that leads them to the new one. */
export const switchRouteAction: ActionFunction<'switch-route'> = async (_action, context) => {
  const { spec, facts, log } = context;
  const proxy = proxyOf(context);
  if (await isProxyRunning(proxy)) {
    await switchRoute(proxy, spec.applicationUuid, applicationRoutes(routeInput(context)));
  }
  await writeSlot(proxy, spec.applicationUuid, newSlot(facts));
  for (const domain of servedDomains(spec.routing)) {
    await log.info(`Serving ${domain.scheme}://${domain.host}${domain.path}`);
  }
  return undefined;
};

export const restoreRoute: ActionFunction<'restore-route'> = async (_action, context) => {
  const { facts, spec, log } = context;
  const proxy = proxyOf(context);
  await writeSlot(proxy, spec.applicationUuid, otherSlot(newSlot(facts)));
  if (facts.previousRoutes !== undefined && (await isProxyRunning(proxy))) {
    // Written by `find-previous` of this deployment.
    const routes = { ...noRoutes(), ...(JSON.parse(facts.previousRoutes) as ApplicationRoutes) };
    await switchRoute(proxy, spec.applicationUuid, routes);
  }
  await log.info('The proxy serves the previous version again.');
  return undefined;
};

export const probeRouteAction: ActionFunction<'probe-route'> = async (_action, context) => {
  const { applicationUuid, routing, ports } = routeInput(context);
  const slot = newSlot(context.facts);
  for (const domain of servedDomains(routing)) {
    const port = portsOf(domain, ports)[slot];
    if (domain.port === null && isGuessed(context.facts)) {
      await context.log.info(
        `Requests to ${domain.host} go to port ${port}, on which nothing was seen yet. Set ports_exposes to the port that serves, or clear domains if this is a worker.`,
      );
      continue;
    }
    try {
      await probeRoute(proxyOf(context), domain, slotUpstream(applicationUuid, slot, portsOf(domain, ports)));
    } catch (error) {
      const hint = await listenerHint([port], context);
      if (hint === null) throw error;
      throw new AppError('unavailable', `${errorMessage(error)} In its container, ${hint}.`, {
        cause: error,
      });
    }
  }
  return undefined;
};

/** No one named the port, and it was not seen open either. */
function isGuessed({ portIsGuess, openPorts, port }: Facts): boolean {
  return portIsGuess === true && !openPorts?.some((open) => open === port);
}

export const drainAction: ActionFunction<'drain'> = async (action, context) => {
  const { facts, log, signal } = context;
  const proxy = proxyOf(context);
  const hasPrevious = facts.previous?.some((container) => container.running) ?? false;
  if (!hasPrevious || !(await isProxyRunning(proxy))) return undefined;
  const upstreams = upstreamsOf(routeInput(context), otherSlot(newSlot(facts)));
  const running = await drain(proxy, upstreams, action.graceSeconds * 1000, signal);
  if (running > 0)
    await log.problem(`${running} requests still ran on the old container after ${action.graceSeconds} s.`);
  return undefined;
};

export function proxyOf({ host, spec, clock }: ActionContext): ProxyAccess {
  return { host, clock, instanceId: spec.instanceId, containerName: spec.proxy.containerName };
}

/** The other slot keeps the port of the container that is in it. */
function routeInput({ spec, facts }: ActionContext): RouteInput {
  const slot = newSlot(facts);
  const port = facts.port ?? 0;
  const previous = facts.previous?.find((container) => container.running && container.slot !== slot);
  const ports = { blue: port, green: port, [otherSlot(slot)]: previous?.port ?? port };
  return { applicationUuid: spec.applicationUuid, routing: spec.routing, ports };
}

function newSlot(facts: Facts): Slot {
  return facts.slot ?? 'blue';
}
