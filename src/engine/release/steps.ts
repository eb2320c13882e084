import { type ComponentRef, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { filesFolder, filesOfComponent, placedFiles } from '../component/files';
import { containerName } from '../component/names';
import { isRouted } from '../component/served-domains';
import type { Action } from '../plan/action';
import type { Downtime, Step } from '../plan/types';
import { gateOf, proxyOf, type Release, routeOf, shortStep, targetOf } from './release';

const shortMs = 60_000;
const commandDeadlineMs = 30 * 60_000;
/** Lines of a container that failed which go into the operation's log (`deployment.md` D7.3). */
const tailLines = 100;
/** `deployment.md` D7.9. */
const watchMs = 4_000;

/** From "there is an image" to "the new version serves and the old one is gone" (`deployment.md` D7.1–D7.5). */
export function releaseSteps(release: Release, downtime: Downtime): Step[] {
  const stopStart = downtime.class === 'stop-start';
  const steps = [
    lookAtPrevious(release),
    ...preDeployment(release),
    createNew(release),
    ...(stopStart ? [stopPrevious(release)] : []),
    startNew(release, stopStart),
    awaitHealthy(release),
    ...switchRoute(release),
    ...watch(release),
    ...(stopStart ? [] : [...drain(release), stopPrevious(release)]),
    removePrevious(release),
    ...postDeployment(release),
  ];
  return steps.map((step) => named(step, release.component));
}

/** Steps of several components are told apart by its name. */
function named(step: Step, { name }: ComponentRef): Step {
  if (name === MAIN_COMPONENT) return step;
  return { ...step, id: `${name}:${step.id}`, title: `${step.title} (${name})` };
}

/** Nothing that goes wrong now can be corrected by going back. */
const afterTheFact = { irrevocable: true, onFail: 'warn' } as const;

function lookAtPrevious(release: Release): Step {
  const proxy = release.component.routing && proxyOf(release);
  return shortStep('previous', 'Look at what runs now', [
    { kind: 'find-previous', target: targetOf(release), proxy },
  ]);
}

/** Before the old container stops: what Docker refuses to create costs nothing then. */
function createNew(release: Release): Step {
  const { operationUuid, workload, component } = release;
  const files = placedFiles(release);
  return {
    ...shortStep('create', 'Create the new container', [
      ...files.map(({ path, content, mode }): Action => ({ kind: 'write-file', path, content, mode })),
      { kind: 'create-container', container: { operationUuid, workload, component } },
    ]),
    undo: [
      removeNew(release),
      ...(files.length > 0 ? [{ kind: 'remove-path', path: filesFolder(release) } as const] : []),
    ],
  };
}

function removeNew(release: Release): Action {
  return { kind: 'remove-new-container', target: targetOf(release), name: containerName(release), tailLines };
}

function startNew(release: Release, stopStart: boolean): Step {
  const { name, container, replace } = release.component;
  const slots = replace === 'stop-start' ? 'all' : 'free';
  const { fixedName, stopGraceSeconds } = container;
  const takeName: Action[] =
    fixedName === null ? [] : [{ kind: 'take-name', component: name, name: fixedName }];
  return {
    ...shortStep('start', 'Start the new container', [
      { kind: 'clear-slot', target: targetOf(release), slots, graceSeconds: stopGraceSeconds },
      ...takeName,
      { kind: 'start-container', component: name },
    ]),
    // Before the old container starts again, which needs the name, the ports and the volumes of the new one.
    ...(stopStart && { undo: [removeNew(release)] }),
  };
}

function awaitHealthy(release: Release): Step {
  const { health } = release.component;
  // The gate itself ends earlier; this bounds an image's own HEALTHCHECK, whose timing is not known here.
  const checkSeconds = health.kind === 'none' ? 15 * 60 : health.retries * (health.interval + health.timeout);
  return {
    ...shortStep('health', 'Wait until it is healthy', [
      { kind: 'await-healthy', check: health, gate: gateOf(release) },
    ]),
    deadlineMs: (health.startPeriod + checkSeconds) * 1000 + shortMs,
  };
}

/** Also where it has no domain now: it may have had one. */
function switchRoute(release: Release): Step[] {
  const route = routeOf(release);
  if (route === null) return [];
  const { component, proxy } = route;
  const probe: Action[] = isRouted(release.component, release.proxy) ? [{ kind: 'probe-route', route }] : [];
  return [
    {
      ...shortStep('switch', 'Send requests to the new container', [
        { kind: 'switch-route', route },
        ...probe,
      ]),
      undo: [{ kind: 'restore-route', component, proxy }],
    },
  ];
}

/** Before the old container stops, or is removed where it had to stop first: a failure goes back to it. */
function watch({ component: { name, health, container } }: Release): Step[] {
  if (health.kind !== 'none') return [];
  const { network } = container;
  return [
    {
      ...shortStep('watch', 'Watch the new container', [
        { kind: 'watch', component: name, network, ms: watchMs },
      ]),
      unless: { component: name, fact: 'hasHealthcheck' },
    },
  ];
}

function drain(release: Release): Step[] {
  const route = routeOf(release);
  if (route === null) return [];
  const { stopGraceSeconds } = release.component.container;
  return [
    {
      ...shortStep('drain', 'Let the old container finish its requests', [
        { kind: 'drain', route, graceSeconds: stopGraceSeconds },
      ]),
      deadlineMs: stopGraceSeconds * 1000 + shortMs,
    },
  ];
}

function stopPrevious(release: Release): Step {
  const { name, key, container } = release.component;
  const { fixedName, stopGraceSeconds } = container;
  return {
    ...shortStep('stop-previous', 'Stop the previous container', [
      { kind: 'stop-previous', component: { name, key }, fixedName, graceSeconds: stopGraceSeconds },
    ]),
    undo: [
      {
        kind: 'start-previous',
        component: name,
        onlyWriter: hasOneWriter(release) ? targetOf(release) : null,
      },
    ],
    deadlineMs: stopGraceSeconds * 1000 + 2 * shortMs,
  };
}

function hasOneWriter({ component: { replace, container } }: Release): boolean {
  return replace === 'stop-start' || container.mounts.length > 0;
}

function removePrevious({ operationUuid, workload, component }: Release): Step {
  const { name } = component;
  const files = { folder: filesOfComponent(workload, component), keep: operationUuid };
  return {
    ...shortStep('remove-previous', 'Remove the previous container', [
      { kind: 'remove-previous', component: name, files },
    ]),
    ...afterTheFact,
    deadlineMs: 3 * shortMs, // its log is read first
  };
}

function preDeployment(release: Release): Step[] {
  if (release.preDeployment === null) return [];
  const { command, container: name } = release.preDeployment;
  const target = targetOf(release);
  return [
    {
      ...shortStep('pre-deployment', 'Run the pre-deployment command', [
        { kind: 'exec', target, command, container: 'previous', name, deadlineMs: commandDeadlineMs },
      ]),
      deadlineMs: commandDeadlineMs,
    },
  ];
}

function postDeployment(release: Release): Step[] {
  if (release.postDeployment === null) return [];
  const { command, container: name } = release.postDeployment;
  const target = targetOf(release);
  return [
    {
      ...shortStep('post-deployment', 'Run the post-deployment command', [
        { kind: 'exec', target, command, container: 'new', name, deadlineMs: commandDeadlineMs },
      ]),
      ...afterTheFact,
      deadlineMs: commandDeadlineMs,
    },
  ];
}
