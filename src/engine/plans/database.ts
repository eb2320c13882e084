import type { CredentialsSpec, DatabaseSpec } from '../../domain/database/database-spec';
import { publicRef } from '../../domain/database/database-spec';
import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { Action } from '../plan/action';
import type { Downtime, Plan, Step } from '../plan/types';
import { downtimeOf } from '../release/downtime';
import { inspectImage, preflight, prepareNetwork, pullImage } from '../release/prepare';
import { type Release, shortStep } from '../release/release';
import { releaseSteps, retireSteps, stopSteps, takeOverSteps } from '../release/steps';
import { closePublicPort } from './public-port';

const none: Downtime = { class: 'none', reasons: [] };
const commandDeadlineMs = 60_000;

/**
 * Plan the start of a database, or its replacement when it runs: the old container stops first, because two must never
 * write to one volume (`deployment.md` D15.3). It is kept until the new one serves, on its public port too.
 */
export function startDatabasePlan(spec: DatabaseSpec): Plan {
  const release = releaseOf(spec, spec.component);
  const downtime = downtimeOf(spec.component);
  const takeOver = [...takeOverSteps(release, downtime), ...stopSteps(release, downtime)];
  const open = publicSteps(spec);
  const [first] = takeOver;
  return {
    operationUuid: spec.operationUuid,
    noun: 'start',
    downtime,
    steps: [
      ...prepareSteps(spec),
      ...open.prepare,
      ...takeOver,
      ...open.takeOver,
      ...retireSteps(release),
      ...open.retire,
    ],
    ...(first && { releaseStep: first.id }),
    cleanup: [],
  };
}

/** Split the first start of a database into the steps before its container and those that create it. */
export function firstStartSteps(spec: DatabaseSpec): { prepare: Step[]; start: Step[] } {
  const steps = releaseSteps(releaseOf(spec, spec.component), downtimeOf(spec.component));
  // The last step removes the previous container and is irrevocable.
  return { prepare: prepareSteps(spec), start: steps.filter(({ irrevocable }) => !irrevocable) };
}

function prepareSteps(spec: DatabaseSpec): Step[] {
  const release = releaseOf(spec, spec.component);
  return [
    preflight(release, []),
    prepareNetwork(release),
    pullImage(release, spec.component.image),
    inspectImage(release),
    ...checkDataFolder(spec),
  ];
}

/** Plan to make a running database public, or private again, without touching it. */
export function publishDatabasePlan(spec: DatabaseSpec): Plan {
  return {
    operationUuid: spec.operationUuid,
    noun: 'change',
    downtime: none,
    steps: Object.values(publicSteps(spec)).flat(),
    cleanup: [],
  };
}

/** Plan a change of credentials in a running engine. A failure restores the old ones. */
export function changeCredentialsPlan(spec: CredentialsSpec): Plan {
  const { operationUuid, workload, component, before, after } = spec;
  const { name } = component;
  const run = { component: name, deadlineMs: commandDeadlineMs };
  const settled = (command: CredentialsSpec['before']['settle']): Action[] =>
    command === null ? [] : [{ kind: 'run-in-container', command, ...run }];
  return {
    operationUuid,
    noun: 'credential change',
    downtime: none,
    steps: [
      shortStep('previous', 'Find the running containers', [
        { kind: 'find-previous', target: { operationUuid, workload, component }, proxy: null },
      ]),
      {
        ...shortStep('credentials', 'Change the credentials', [
          { kind: 'change-credentials', to: after, ...run },
          ...settled(after.settle),
        ]),
        undo: [{ kind: 'change-credentials', to: before, ...run }, ...settled(before.settle)],
        deadlineMs: 5 * commandDeadlineMs,
      },
    ],
    cleanup: [],
  };
}

function releaseOf(spec: DatabaseSpec, component: ComponentSpec): Release {
  const { operationUuid, workload, proxy } = spec;
  return { operationUuid, workload, component, proxy, preDeployment: null, postDeployment: null };
}

function checkDataFolder({ component }: DatabaseSpec): Step[] {
  const { name, folderVariable, container } = component;
  if (folderVariable === null) return [];
  const mounted = container.mounts.map(({ target }) => target);
  return [
    shortStep('data-folder', 'Check where the image keeps its data', [
      { kind: 'check-data-folder', component: name, variable: folderVariable, mounted },
    ]),
  ];
}

/** Steps that open or close the public port, in their order. */
interface PublicSteps {
  prepare: Step[];
  takeOver: Step[];
  /** From the first irrevocable step on. */
  retire: Step[];
}

function publicSteps(spec: DatabaseSpec): PublicSteps {
  const { publicComponent } = spec;
  const { prepare, takeOver, retire } =
    publicComponent === null ? closeSteps(spec) : openSteps(spec, publicComponent);
  // Step ids are keys of the journal, and the database itself has steps with these ids.
  const own = (step: Step) => ({ ...step, id: `public-${step.id}` });
  return { prepare: prepare.map(own), takeOver: takeOver.map(own), retire: retire.map(own) };
}

function closeSteps(spec: DatabaseSpec): PublicSteps {
  const steps = closePublicPort(spec, publicRef(spec.workload.uuid));
  const isRetiring = ({ irrevocable = false }: Step) => irrevocable;
  return {
    prepare: [],
    takeOver: steps.filter((step) => !isRetiring(step)),
    retire: steps.filter(isRetiring),
  };
}

function openSteps(spec: DatabaseSpec, component: NonNullable<DatabaseSpec['publicComponent']>): PublicSteps {
  const release = releaseOf(spec, component);
  const downtime = downtimeOf(component);
  const entitled = (step: Step) => ({ ...step, title: `${step.title} (public port)` });
  return {
    prepare: [
      { ...preflight(release, []), title: 'Check the public port' },
      prepareNetwork(release),
      { ...pullImage(release, component.image), title: 'Pull the image for the public port' },
      { ...inspectImage(release), title: 'Record the image for the public port' },
    ],
    takeOver: [...takeOverSteps(release, downtime), ...stopSteps(release, downtime)].map(entitled),
    retire: retireSteps(release).map(entitled),
  };
}
