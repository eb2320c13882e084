import type { ContainerRunSpec } from '../../domain/workload/container-run';
import { DEFAULT_NETWORK_POOL } from '../../domain/workload/network';
import { containerName } from '../component/names';
import { isRouted } from '../component/served-domains';
import type { Action } from '../plan/action';
import { componentFacts } from '../plan/facts';
import { componentFact } from '../plan/text';
import type { Step } from '../plan/types';
import { proxyOf, type Release, shortStep } from './release';

export const pullDeadlineMs = 30 * 60_000;

/**
 * Check the server before anything changes.
 * @param needs requirements in addition to those of the component
 */
export function preflight(release: Release, needs: readonly Action[]): Step {
  const { component, workload } = release;
  const { portsMappings } = component.container;
  const called = componentFacts(component.name, { containerName: containerName(release) });
  return shortStep('preflight', 'Check the server', [
    { kind: 'set-fact', facts: called },
    { kind: 'check-docker' },
    ...needs,
    ...(portsMappings.length > 0
      ? [{ kind: 'check-host-ports', workload, mappings: portsMappings } as const]
      : []),
  ]);
}

/** Prepare the networks that the component joins, and the proxy on the first if it serves the component. */
export function prepareNetwork(release: Release): Step {
  const { component, workload, proxy } = release;
  const { instanceId } = workload;
  const { first, further } = networksOf(component.container);
  const networks = [first, ...further].map((network): Action => {
    return { kind: 'ensure-network', instanceId, network };
  });
  const actions = [...networks, ...lostAliases(component)];
  if (!isRouted(component, proxy)) return shortStep('network', 'Prepare the network', actions);
  const served = { ...proxyOf(release), image: proxy.image };
  return {
    ...shortStep('network', 'Prepare the network and the proxy', [
      ...actions,
      { kind: 'ensure-proxy', proxy: served, network: first },
    ]),
    deadlineMs: pullDeadlineMs,
  };
}

function lostAliases({ container: { lostAliases = [] } }: Release['component']): Action[] {
  return lostAliases.map((alias) => ({
    kind: 'log',
    text: `The alias ${alias} is already used by another workload in the network, so this one does not get it. Choose another alias.`,
  }));
}

/** List the networks. An operation from an earlier version of Gantry only has a network name. */
function networksOf({ network, networks = [] }: ContainerRunSpec) {
  const [first = { name: network, environment: null, pool: DEFAULT_NETWORK_POOL }, ...further] = networks;
  return { first, further };
}

export function pullImage({ component: { name } }: Pick<Release, 'component'>, reference: string): Step {
  return obtainImage('Pull the image', [{ kind: 'pull-image', component: name, reference }]);
}

export function obtainImage(title: string, actions: readonly Action[]): Step {
  return { ...shortStep('image', title, actions), deadlineMs: pullDeadlineMs };
}

/** Inspect the image: its digest, its ports, its own health check. */
export function inspectImage({ component: { name, container } }: Pick<Release, 'component'>): Step {
  const { portsExposes } = container;
  return shortStep('inspect', 'Record the image', [
    { kind: 'inspect-image', component: name, reference: componentFact(name, 'image'), portsExposes },
  ]);
}
