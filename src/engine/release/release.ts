import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { DeploymentCommand } from '../../domain/workload/deployment-spec';
import type { ProxySpec } from '../../domain/workload/routing';
import type { OperationRef } from '../../domain/workload/workload-ref';
import { servedByProxy } from '../component/served-domains';
import type { Gate, ProxyRef, Route, Target } from '../plan/action';
import { proxyRef } from '../plan/proxy-ref';
import type { Step } from '../plan/types';

/** A new container of one component that replaces the running one. */
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

/** Describe how the proxy serves the component; null when it never does. */
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

/** Deadline of a short step. */
export const shortMs = 60_000;

/** Options of steps after the switch: an undo would not help. */
export const afterTheFact = { irrevocable: true, onFail: 'warn' } as const;

/** Make a step that must succeed within a minute. */
export function shortStep(id: string, title: string, actions: Step['actions']): Step {
  return { id, title, actions, deadlineMs: shortMs, onFail: 'fail' };
}
