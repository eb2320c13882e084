import { type ComponentRef, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import { oldFiles } from '../component/files';
import { isRouted } from '../component/served-domains';
import type { Action } from '../plan/action';
import type { Downtime, Step } from '../plan/types';
import { postDeployment, preDeployment } from './commands';
import { createNew, startNew } from './new-container';
import {
  afterTheFact,
  gateOf,
  proxyOf,
  type Release,
  routeOf,
  shortMs,
  shortStep,
  targetOf,
} from './release';

/** Deadline of a component that others wait for until it has exited. */
const workDeadlineMs = 60 * 60_000;
/** Time that a new version is watched (`deployment.md` D7.9). */
const watchMs = 4_000;

/**
 * List the steps from the image to a new version that serves, with the old one removed (`deployment.md` D7.1–D7.5).
 */
export function releaseSteps(release: Release, downtime: Downtime): Step[] {
  return [...takeOverSteps(release, downtime), ...stopSteps(release, downtime), ...retireSteps(release)];
}

/** List the steps until the new version serves: all of them can be undone. */
export function takeOverSteps(release: Release, downtime: Downtime): Step[] {
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
    ...(stopStart ? [] : drain(release)),
  ];
  return steps.map((step) => named(step, release.component));
}

/** Stop what still runs beside the new version. */
export function stopSteps(release: Release, downtime: Downtime): Step[] {
  return downtime.class === 'stop-start' ? [] : [named(stopPrevious(release), release.component)];
}

/** Remove the previous version, irrevocably. */
export function retireSteps(release: Release): Step[] {
  const steps = [removePrevious(release), ...postDeployment(release)];
  return steps.map((step) => named(step, release.component));
}

/** Add the component's name to a step, to tell the steps of several components apart. */
export function named(step: Step, { name }: ComponentRef): Step {
  if (name === MAIN_COMPONENT) return step;
  return { ...step, id: `${name}:${step.id}`, title: `${step.title} (${name})` };
}

function lookAtPrevious(release: Release): Step {
  const proxy = release.component.routing && proxyOf(release);
  return shortStep('previous', 'Find the running containers', [
    { kind: 'find-previous', target: targetOf(release), proxy },
  ]);
}

function awaitHealthy(release: Release): Step {
  const { health, ends } = release.component;
  const title = ends === 'must' ? 'Wait until it has finished' : 'Wait until it is healthy';
  return {
    ...shortStep('health', title, [{ kind: 'await-healthy', check: health, gate: gateOf(release) }]),
    deadlineMs: ends === 'must' ? workDeadlineMs : gateMs(health),
  };
}

/**
 * Deadline of the gate, which itself ends earlier; it limits an image's own HEALTHCHECK, whose timing is unknown here.
 */
function gateMs(health: HealthCheckSpec): number {
  if (health.kind === 'none') return (health.startPeriod + 15 * 60) * 1000 + shortMs;
  if (health.kind === 'docker') return (health.startPeriod ?? 0) / 1e6 + 15 * shortMs + shortMs;
  const { startPeriod, retries, interval, timeout } = health;
  return (startPeriod + retries * (interval + timeout)) * 1000 + shortMs;
}

/** Switch the routes, even of a component without a domain: it may have had one. */
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

/** Watch the new container before the old one is stopped or removed: a failure restores it. */
function watch({ component: { name, health, container, ends } }: Release): Step[] {
  if (ends === 'must' || !isWatched(health)) return [];
  const { network } = container;
  const isAsked = health.kind === 'none' && health.isOff;
  return [
    {
      ...shortStep('watch', 'Watch the new container', [
        { kind: 'watch', component: name, network, ms: watchMs, ...(ends && { ends }) },
      ]),
      unless: { component: name, facts: isAsked ? ['isComplete'] : ['hasHealthcheck', 'isComplete'] },
    },
  ];
}

/** Whether no health check is configured, except perhaps in the image. */
function isWatched(health: HealthCheckSpec): boolean {
  return health.kind === 'none' || (health.kind === 'docker' && health.test.length === 0);
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

function removePrevious(release: Release): Step {
  const { name } = release.component;
  return {
    ...shortStep('remove-previous', 'Remove the previous container', [
      { kind: 'remove-previous', component: name, files: oldFiles(release) },
    ]),
    ...afterTheFact,
    deadlineMs: 3 * shortMs, // its log is read first
  };
}
