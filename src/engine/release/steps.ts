import type { DeploymentSpec } from '../../domain/deployment-spec';
import { isRouted } from '../component/is-routed';
import type { Action, Downtime, Step } from '../plan/types';

const shortMs = 60_000;
const commandDeadlineMs = 30 * 60_000;
/** Lines of a container that failed which go into the deployment's log (`deployment.md` D7.3). */
const tailLines = 100;
/** `deployment.md` D7.9. */
const watchMs = 4_000;

/** From "there is an image" to "the new version serves and the old one is gone" (`deployment.md` D7.1–D7.5). */
export function releaseSteps(spec: DeploymentSpec, downtime: Downtime): Step[] {
  const stopStart = downtime.class === 'stop-start';
  return [
    step('previous', 'Look at what runs now', [{ kind: 'find-previous' }]),
    ...preDeployment(spec),
    createNew(),
    ...(stopStart ? [stopPrevious(spec)] : []),
    startNew(spec, stopStart),
    awaitHealthy(spec),
    switchRoute(spec),
    ...watch(spec),
    ...(stopStart ? [] : [drain(spec), stopPrevious(spec)]),
    {
      ...step('remove-previous', 'Remove the previous container', [{ kind: 'remove-previous' }]),
      ...afterTheFact,
      deadlineMs: 3 * shortMs, // its log is read first
    },
    ...postDeployment(spec),
  ];
}

/** Nothing that goes wrong now can be mended by going back. */
const afterTheFact = { irrevocable: true, onFail: 'warn' } as const;

/** Before the old container stops: what Docker refuses to create costs nothing then. */
function createNew(): Step {
  return {
    ...step('create', 'Create the new container', [{ kind: 'create-container' }]),
    undo: [{ kind: 'remove-new-container', tailLines }],
  };
}

function startNew({ container }: DeploymentSpec, stopStart: boolean): Step {
  const takeName: Action[] = container.fixedName === null ? [] : [{ kind: 'take-name' }];
  return {
    ...step('start', 'Start the new container', [
      { kind: 'clear-slot' },
      ...takeName,
      { kind: 'start-container' },
    ]),
    // Before the old container starts again, which needs the name and the ports of the new one.
    ...(stopStart && { undo: [{ kind: 'remove-new-container', tailLines }] }),
  };
}

function awaitHealthy(spec: DeploymentSpec): Step {
  const { health } = spec;
  // The gate itself ends earlier; this bounds an image's own HEALTHCHECK, whose timing is not known here.
  const checkSeconds = health.kind === 'none' ? 15 * 60 : health.retries * (health.interval + health.timeout);
  return {
    ...step('health', 'Wait until it is healthy', [{ kind: 'await-healthy', check: health }]),
    deadlineMs: (health.startPeriod + checkSeconds) * 1000 + shortMs,
  };
}

function switchRoute(spec: DeploymentSpec): Step {
  const probe: Action[] = isRouted(spec) ? [{ kind: 'probe-route' }] : [];
  return {
    ...step('switch', 'Send requests to the new container', [{ kind: 'switch-route' }, ...probe]),
    undo: [{ kind: 'restore-route' }],
  };
}

/** Before the old container stops, or is removed where it had to stop first: a failure goes back to it. */
function watch({ health }: DeploymentSpec): Step[] {
  if (health.kind !== 'none') return [];
  return [
    {
      ...step('watch', 'Watch the new container', [{ kind: 'watch', ms: watchMs }]),
      unless: 'hasHealthcheck',
    },
  ];
}

function drain(spec: DeploymentSpec): Step {
  const { stopGraceSeconds } = spec.container;
  return {
    ...step('drain', 'Let the old container finish its requests', [
      { kind: 'drain', graceSeconds: stopGraceSeconds },
    ]),
    deadlineMs: stopGraceSeconds * 1000 + shortMs,
  };
}

function stopPrevious(spec: DeploymentSpec): Step {
  const { stopGraceSeconds } = spec.container;
  return {
    ...step('stop-previous', 'Stop the previous container', [
      { kind: 'stop-previous', graceSeconds: stopGraceSeconds },
    ]),
    undo: [{ kind: 'start-previous' }],
    deadlineMs: stopGraceSeconds * 1000 + 2 * shortMs,
  };
}

function preDeployment({ preDeployment }: DeploymentSpec): Step[] {
  if (preDeployment === null) return [];
  const { command, container } = preDeployment;
  return [
    {
      ...step('pre-deployment', 'Run the pre-deployment command', [
        { kind: 'exec', command, container: 'previous', name: container, deadlineMs: commandDeadlineMs },
      ]),
      deadlineMs: commandDeadlineMs,
    },
  ];
}

function postDeployment({ postDeployment }: DeploymentSpec): Step[] {
  if (postDeployment === null) return [];
  const { command, container } = postDeployment;
  return [
    {
      ...step('post-deployment', 'Run the post-deployment command', [
        { kind: 'exec', command, container: 'new', name: container, deadlineMs: commandDeadlineMs },
      ]),
      ...afterTheFact,
      deadlineMs: commandDeadlineMs,
    },
  ];
}

function step(id: string, title: string, actions: readonly Action[]): Step {
  return { id, title, actions, deadlineMs: shortMs, onFail: 'fail' };
}
