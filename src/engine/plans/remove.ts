import type { Action, OwnedKind } from '../plan/action';
import type { Plan, Step } from '../plan/types';
import { shortStep } from '../release/release';
import { workloadFolder } from '../server/folders';
import { outOfService, type Presence, removeRoutes, stopMs, takeOutOfService } from './presence';

const shortMs = 60_000;
const objectsDeadlineMs = 10 * 60_000;
const everyKind = ['volumes', 'images', 'networks'] as const satisfies readonly OwnedKind[];

export interface RemoveOptions {
  deleteVolumes: boolean;
  deleteImages: boolean;
  deleteNetworks: boolean;
}

/**
 * Plan the removal of a workload from its server: always its routes, containers and files, by options the rest. Until
 * the first container is removed, a cancel restores everything; what cannot be removed after that is logged.
 * @param parts removed entirely with it
 */
export function removePlan(
  presence: Presence,
  options: RemoveOptions,
  parts: readonly Presence[] = [],
): Plan {
  const wanted: [OwnedKind, boolean][] = [
    ['volumes', options.deleteVolumes],
    ['images', options.deleteImages],
    ['networks', options.deleteNetworks],
  ];
  const kinds = wanted.filter(([, isWanted]) => isWanted).map(([kind]) => kind);
  return {
    operationUuid: presence.operationUuid,
    noun: 'removal',
    downtime: outOfService,
    steps: [
      ...takeOutOfService(presence),
      removeContainers(presence),
      ...parts.flatMap(removePart),
      ...kinds.map((kind) => removeObjects(presence, kind)),
    ],
    cleanup: [],
  };
}

/** Remove a preview entirely: it cannot be restored either once the first container is removed. */
function removePart(part: Presence): Step[] {
  const { uuid } = part.workload;
  const steps = [removeContainers(part), ...everyKind.map((kind) => removeObjects(part, kind))];
  return steps.map((step) => ({ ...step, id: `${uuid}:${step.id}`, title: `${step.title} of ${uuid}` }));
}

function removeContainers(presence: Presence): Step {
  const { workload, components, proxy, graceSeconds, graceOf } = presence;
  const leave: Action[] = proxy
    ? [
        ...components.map((component): Action => ({ kind: 'forget-slot', component, proxy })),
        ...removeRoutes(components, proxy),
      ]
    : [];
  return {
    ...shortStep('remove', 'Remove the containers', [
      { kind: 'remove-containers', workload, graceSeconds, ...(graceOf && { graceOf }) },
      { kind: 'remove-path', path: workloadFolder(workload) },
      ...leave,
    ]),
    deadlineMs: stopMs(presence) + 2 * shortMs,
    irrevocable: true,
  };
}

function removeObjects({ workload }: Presence, objects: OwnedKind): Step {
  return {
    ...shortStep(`remove-${objects}`, `Remove the ${objects}`, [
      { kind: 'remove-objects', workload, objects },
    ]),
    deadlineMs: objectsDeadlineMs,
    irrevocable: true,
    onFail: 'warn',
  };
}
