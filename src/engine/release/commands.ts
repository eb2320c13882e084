import type { Action } from '../plan/action';
import type { Step } from '../plan/types';
import { afterTheFact, type Release, shortStep, targetOf } from './release';

const commandDeadlineMs = 30 * 60_000;

/**
 * Run the command before a release in the running container.
 * @param first actions that find the container, if no earlier step did
 */
export function preDeployment(release: Release, first: readonly Action[] = []): Step[] {
  if (release.preDeployment === null) return [];
  const { command, container: name } = release.preDeployment;
  const target = targetOf(release);
  return [
    {
      ...shortStep('pre-deployment', 'Run the pre-deployment command', [
        ...first,
        { kind: 'exec', target, command, container: 'previous', name, deadlineMs: commandDeadlineMs },
      ]),
      deadlineMs: commandDeadlineMs,
    },
  ];
}

/** Run the command after a release in the new container; a failure is only logged. */
export function postDeployment(release: Release): Step[] {
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
