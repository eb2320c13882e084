import { ownedBy } from '../component/labels';
import { containerName } from '../component/names';
import { isRouted } from '../component/served-domains';
import type { Action } from '../plan/action';
import { componentFacts } from '../plan/facts';
import { componentFact } from '../plan/text';
import type { Step } from '../plan/types';
import { proxyOf, type Release, shortStep } from './release';

export const pullDeadlineMs = 30 * 60_000;

/** @param needs what must be true of the server beside what the component itself needs */
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

/** The network that the component joins, and the proxy on it where one serves the component. */
export function prepareNetwork(release: Release): Step {
  const { component, workload, proxy } = release;
  const { network } = component.container;
  const routed = isRouted(component, proxy);
  const labels = { ...ownedBy(workload.instanceId), 'gantry.kind': 'destination' };
  const ensureProxy: Action = {
    kind: 'ensure-proxy',
    proxy: { ...proxyOf(release), image: proxy.image },
    network,
  };
  const actions: Action[] = [
    { kind: 'ensure-network', name: network, labels },
    ...(routed ? [ensureProxy] : []),
  ];
  return routed
    ? { ...shortStep('network', 'Prepare the network and the proxy', actions), deadlineMs: pullDeadlineMs }
    : shortStep('network', 'Prepare the network', actions);
}

export function pullImage({ component: { name } }: Pick<Release, 'component'>, reference: string): Step {
  return obtainImage('Pull the image', [{ kind: 'pull-image', component: name, reference }]);
}

export function obtainImage(title: string, actions: readonly Action[]): Step {
  return { ...shortStep('image', title, actions), deadlineMs: pullDeadlineMs };
}

/** What will run: its digest, its ports, its own health check. */
export function inspectImage({ component: { name, container } }: Pick<Release, 'component'>): Step {
  const { portsExposes } = container;
  return shortStep('inspect', 'Record what will run', [
    { kind: 'inspect-image', component: name, reference: componentFact(name, 'image'), portsExposes },
  ]);
}
