import type { StackCommand, StackSpec } from '../../domain/workload/stack-spec';
import type { Step } from '../plan/types';
import { postDeployment, preDeployment } from '../release/commands';
import { type Release, targetOf } from '../release/release';
import { named } from '../release/steps';

type Commands = Pick<StackSpec, 'preDeployment' | 'postDeployment'>;

/** Run the command in the current container, before any is replaced: a failure changes nothing. */
export function stepsBefore({ preDeployment: wanted }: Commands, releases: readonly Release[]): Step[] {
  return inComponent(wanted, releases, (release, command) =>
    preDeployment({ ...release, preDeployment: command }, [
      { kind: 'find-previous', target: targetOf(release), proxy: null },
    ]),
  );
}

/** Run the command in the container that runs afterwards, replaced or not. */
export function stepsAfter({ postDeployment: wanted }: Commands, releases: readonly Release[]): Step[] {
  return inComponent(wanted, releases, (release, command) =>
    postDeployment({ ...release, postDeployment: command }),
  );
}

function inComponent(
  wanted: StackCommand | undefined,
  releases: readonly Release[],
  stepsOf: (release: Release, command: Release['preDeployment']) => Step[],
): Step[] {
  if (!wanted) return [];
  const command = { command: wanted.command, container: null };
  return releases
    .filter(({ component: { name } }) => name === wanted.component)
    .flatMap((release) => stepsOf(release, command).map((step) => named(step, release.component)));
}
