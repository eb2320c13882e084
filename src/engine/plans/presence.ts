import type { ComponentRef } from '../../domain/workload/component-spec';
import type { OperationRef } from '../../domain/workload/workload-ref';
import type { Action, ProxyRef } from '../plan/action';
import type { Downtime, Step } from '../plan/types';
import { shortStep } from '../release/release';

const shortMs = 60_000;

/** Everything that a workload has on its server, for an operation that takes it out of service. */
export interface Presence extends OperationRef {
  components: readonly ComponentRef[];
  /** Whether the workload has more components, which stay unchanged. */
  isPart?: boolean;
  /** null: the proxy never serves the workload, or the server has none. */
  proxy: ProxyRef | null;
  /** Seconds between SIGTERM and SIGKILL. */
  graceSeconds: number;
  /** Those of components with their own, by name; absent in operations begun by an earlier version. */
  graceOf?: Readonly<Record<string, number>>;
}

/** How long its containers may take to stop, one after the other. */
export function stopMs({ components, graceSeconds, graceOf = {} }: Presence): number {
  return components.reduce((sum, { name }) => sum + (graceOf[name] ?? graceSeconds) * 1000, 0);
}

/** Downtime of an operation that stops what runs. */
export const outOfService: Downtime = { class: 'stop-start', reasons: ['nothing runs afterwards'] };

/** Make the steps after which nothing of a workload runs or is reachable. A failure restores what ran before. */
export function takeOutOfService(presence: Presence): Step[] {
  const { operationUuid, workload, components, isPart, proxy, graceSeconds, graceOf } = presence;
  const look = components.map((component): Action => {
    return { kind: 'find-previous', target: { operationUuid, workload, component }, proxy };
  });
  return [
    shortStep('previous', 'Find the running containers', look),
    ...(proxy ? [leaveProxy(components, proxy)] : []),
    {
      ...shortStep('stop', 'Stop the containers', [
        {
          kind: 'stop-workload',
          workload,
          ...(isPart && { components: components.map(({ name }) => name) }),
          graceSeconds,
          ...(graceOf && { graceOf }),
        },
        // A sweep that ran while a container still ran may have restored its routes.
        ...(proxy ? removeRoutes(components, proxy) : []),
      ]),
      undo: components.map(({ name }) => ({ kind: 'start-previous', component: name, onlyWriter: null })),
      deadlineMs: stopMs(presence) + 2 * shortMs,
    },
  ];
}

function leaveProxy(components: readonly ComponentRef[], proxy: ProxyRef): Step {
  return {
    ...shortStep('routes', 'Remove its routes from the proxy', removeRoutes(components, proxy)),
    undo: components.map((component) => ({ kind: 'restore-route', component, proxy })),
  };
}

export function removeRoutes(components: readonly ComponentRef[], proxy: ProxyRef): Action[] {
  return components.map((component) => ({ kind: 'remove-route', component, proxy }));
}
