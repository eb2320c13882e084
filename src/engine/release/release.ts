import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { DeploymentCommand } from '../../domain/workload/deployment-spec';
import type { ProxySpec } from '../../domain/workload/routing';
import type { OperationRef } from '../../domain/workload/workload-ref';
import { servedByProxy } from '../component/served-domains';
import type { Gate, ProxyRef, Route, Target } from '../plan/action';
import { proxyRef } from '../plan/proxy-ref';
import type { Step } from '../plan/types';

/** A new container of one component, put in the place of the one that runs. */
export interface Release extends OperationRef {
  component: ComponentSpec;
  /** Proxy settings of the server. */
  proxy: ProxySpec;
  preDeployment: DeploymentCommand | null;
  postDeployment: DeploymentCommand | null;
}

export function targetOf({ operationUuid, workload, component: { name, key } }: Release): Target {
  return { operationUuid, workload, component: { name, key } };
}

export function proxyOf({ workload, proxy }: Pick<Release, 'workload' | 'proxy'>): ProxyRef {
  return proxyRef(workload.instanceId, proxy);
}

/** How the proxy serves the component; null: it never does. */
export function routeOf(release: Release): Route | null {
  const { routing, name, key } = release.component;
  return routing && { component: { name, key }, proxy: proxyOf(release), routing };
}

export function gateOf({ component, proxy }: Release): Gate {
  const { network, portsExposes, portsMappings } = component.container;
  const domains = servedByProxy(component, proxy);
  const { name, ends } = component;
  return { component: name, network, portsExposes, portsMappings, domains, ...(ends && { ends }) };
}

/** Longest time of a step that does little. */
export const shortMs = 60_000;

/** Options of steps after the switch: going back would correct nothing. */
export const afterTheFact = { irrevocable: true, onFail: 'warn' } as const;

/** A step that must succeed, and that takes a minute at most. */
export function shortStep(id: string, title: string, actions: Step['actions']): Step {
  return { id, title, actions, deadlineMs: shortMs, onFail: 'fail' };
}
