import type { Action } from '../plan/action';
import type { Step } from '../plan/types';
import { afterTheFact, type Release, shortStep, targetOf } from './release';

const commandDeadlineMs = 30 * 60_000;

/**
 * The command before a release runs in what runs now.
 * @param first what finds that out, where no step before did
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

/** The command after a release runs in the new container; its failure is only said. */
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
