import { AppError, errorMessage } from '../../domain/error';
import { listenerHint } from '../component/listener-hint';
import { otherSlot } from '../component/slot';
import type { Route } from '../plan/action';
import { type ComponentFacts, type Facts, factsOf, type Slot } from '../plan/facts';
import { drain } from '../proxy/drain';
import { ensureProxy } from '../proxy/ensure-proxy';
import { proxyOf } from '../proxy/kinds';
import { findRunning } from '../proxy/model/find-proxy';
import { servedDomains } from '../proxy/model/routes';
import { portsOf, type RouteInput, slotUpstream, upstreamsOf } from '../proxy/model/upstreams';
import type { ActionFunction } from '../step/context';
import { accessTo } from './proxy-access';

export const ensureProxyAction: ActionFunction<'ensure-proxy'> = async ({ proxy, network }, context) => {
  const { image } = proxy;
  const { log, signal } = context;
  await ensureProxy({ ...accessTo(proxy, context), image, network, otherProgram: 'refuse', log, signal });
  return undefined;
};

/** Switch the routes, which still lead to the old container, then the flag that leads them to the new one. */
export const switchRouteAction: ActionFunction<'switch-route'> = async ({ route }, context) => {
  const { facts, log } = context;
  const { component, routing } = route;
  const proxy = accessTo(route.proxy, context);
  const { switchRoutes, writeSlot } = proxyOf(proxy);
  if (await findRunning(proxy)) await switchRoutes(proxy, routeInput(route, facts));
  await writeSlot(proxy, component.key, newSlot(factsOf(facts, component.name)));
  for (const domain of servedDomains(routing)) {
    await log.info(`Serving ${domain.scheme}://${domain.host}${domain.path}`);
  }
  return undefined;
};

export const restoreRoute: ActionFunction<'restore-route'> = async (action, context) => {
  const { key, name } = action.component;
  const facts = factsOf(context.facts, name);
  const proxy = accessTo(action.proxy, context);
  const { writeSlot, putBack } = proxyOf(proxy);
  await writeSlot(proxy, key, otherSlot(newSlot(facts)));
  if (facts.previousRoutes !== undefined && (await findRunning(proxy)))
    await putBack(proxy, key, facts.previousRoutes);
  await context.log.info('The proxy serves the previous version again.');
  return undefined;
};

export const removeRouteAction: ActionFunction<'remove-route'> = async ({ component, proxy }, context) => {
  const access = accessTo(proxy, context);
  await proxyOf(access).removeRoutes(access, component.key);
  return undefined;
};

export const forgetSlot: ActionFunction<'forget-slot'> = async ({ component, proxy }, context) => {
  const access = accessTo(proxy, context);
  await proxyOf(access).writeSlot(access, component.key, 'blue');
  return undefined;
};

export const probeRouteAction: ActionFunction<'probe-route'> = async ({ route }, context) => {
  const { component, routing } = route;
  const { ports } = routeInput(route, context.facts);
  const facts = factsOf(context.facts, component.name);
  const slot = newSlot(facts);
  const proxy = accessTo(route.proxy, context);
  for (const domain of servedDomains(routing)) {
    const port = portsOf(domain, ports)[slot];
    if (domain.port === null && isGuessed(facts)) {
      await context.log.info(
        `Requests to ${domain.host} go to port ${port}, but nothing is listening there yet. Set ports_exposes to the port that serves, or clear domains if this is a worker.`,
      );
      continue;
    }
    try {
      const upstream = slotUpstream(component.key, slot, portsOf(domain, ports));
      await proxyOf(proxy).probe(proxy, domain, upstream);
    } catch (error) {
      const hint = await listenerHint([port], component.name, context);
      if (hint === null) throw error;
      throw new AppError('unavailable', `${errorMessage(error)} In its container, ${hint}.`, {
        cause: error,
      });
    }
  }
  return undefined;
};

/** Whether the port is a guess: neither named nor seen open. */
function isGuessed({ portIsGuess, openPorts, port }: ComponentFacts): boolean {
  return portIsGuess === true && !openPorts?.some((open) => open === port);
}

export const drainAction: ActionFunction<'drain'> = async ({ route, graceSeconds }, context) => {
  const { log, signal } = context;
  const facts = factsOf(context.facts, route.component.name);
  const proxy = accessTo(route.proxy, context);
  const hasPrevious = facts.previous?.some((container) => container.running) ?? false;
  if (!hasPrevious || !(await findRunning(proxy))) return undefined;
  const upstreams = upstreamsOf(routeInput(route, context.facts), otherSlot(newSlot(facts)));
  const running = await drain(proxy, upstreams, graceSeconds * 1000, signal);
  if (running > 0)
    await log.problem(`${running} requests were still running on the old container after ${graceSeconds} s.`);
  return undefined;
};

/** Build the input for the routes; the other slot keeps the port of its container. */
function routeInput({ component, routing }: Route, all: Facts): RouteInput {
  const facts = factsOf(all, component.name);
  const slot = newSlot(facts);
  const port = facts.port ?? 0;
  const previous = facts.previous?.find((container) => container.running && container.slot !== slot);
  const ports = { blue: port, green: port, [otherSlot(slot)]: previous?.port ?? port };
  return { key: component.key, routing, ports };
}

function newSlot({ slot }: ComponentFacts): Slot {
  return slot ?? 'blue';
}
