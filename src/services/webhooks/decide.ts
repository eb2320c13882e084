import type { WebhookApplication } from '../../db/queries/webhook-applications';
import { gitBranch } from '../../domain/input/git/git-branch';
import type { PullRequestEvent, PushEvent, RefChange, WebhookEvent } from '../../domain/webhook/event';
import { isWatched } from '../../domain/webhook/watch-paths';
import { isWatchedRef } from '../../domain/webhook/watch-refs';

/** The decision about an event for one application. */
export type Verdict =
  | { deploy: true; commit: string; ref: string }
  | { deploy: 'preview'; pullRequest: PullRequestEvent }
  | { deploy: 'no preview'; number: number }
  /** Its preview, if there is one, is of another target branch. */
  | { deploy: 'other target'; number: number; branch: string; message: string }
  | { deploy: false; status: 'skipped' | 'success'; message: string };

type Settings = Pick<
  WebhookApplication,
  | 'gitBranch'
  | 'gitCommitSha'
  | 'watchRefs'
  | 'watchPaths'
  | 'isAutoDeployEnabled'
  | 'isPreviewDeploymentsEnabled'
>;

const skipped = (message: string): Verdict => ({ deploy: false, status: 'skipped', message });

/** Decide what to do with an event for an application of its repository, with the reason in words (D11.2, D11.3). */
export function decide(application: Settings, event: WebhookEvent): Verdict {
  if (event.kind === 'push') return decidePush(application, event);
  if (event.kind === 'pull_request') return decidePullRequest(application, event);
  if (event.kind === 'ping') return { deploy: false, status: 'success', message: 'the webhook works' };
  return skipped(`event \`${event.name}\` does not trigger deployments`);
}

function decidePush(application: Settings, { changes }: PushEvent): Verdict {
  const change = watchedChange(application, changes);
  if (!change) return skipped(otherRef(changes, application));
  if (!gitBranch.safeParse(change.name).success)
    return skipped(`the ${change.kind} has a name that Git does not allow`);
  if (change.commit === null) return skipped(`${change.kind} \`${change.name}\` was deleted`);
  if (!application.isAutoDeployEnabled) return skipped('auto deploy is off');
  if (application.gitCommitSha !== 'HEAD') return skipped(`pinned to commit \`${application.gitCommitSha}\``);
  if (change.isSkipMarked) return skipped('every commit says `[skip ci]` or `[skip cd]`');
  const { watchPaths } = application;
  if (watchPaths !== null && change.paths !== null && !isWatched(watchPaths, change.paths))
    return skipped('no path of `watch_paths` changed');
  return { deploy: true, commit: change.commit, ref: change.name };
}

/** The change that an application follows: with patterns, the last one that leaves something to deploy. */
function watchedChange(
  { gitBranch, watchRefs }: Settings,
  changes: readonly RefChange[],
): RefChange | undefined {
  if (watchRefs === null) {
    const named = changes.filter(({ name }) => name === gitBranch);
    return named.find(({ kind }) => kind === 'branch') ?? named[0];
  }
  const watched = changes.filter((change) => isWatchedRef(watchRefs, change));
  return watched.findLast(({ commit }) => commit !== null) ?? watched[0];
}

function otherRef([change]: readonly RefChange[], { gitBranch, watchRefs }: Settings): string {
  if (!change) return 'the push changes nothing';
  const of = `${change.kind} \`${change.name}\``;
  return watchRefs === null
    ? `${of} is not \`${gitBranch ?? ''}\``
    : `${of} matches no pattern of \`watch_refs\``;
}

/** A closed or retargeted pull request is cleaned up, whatever the settings are by now. */
function decidePullRequest(application: Settings, pullRequest: PullRequestEvent): Verdict {
  const { number, branch, action } = pullRequest;
  if (action === 'closed') return { deploy: 'no preview', number };
  const target = application.gitBranch ?? '';
  if (branch !== target)
    return { deploy: 'other target', number, branch, message: `branch \`${branch}\` is not \`${target}\`` };
  if (action === 'other') return skipped(`pull request ${number} has no new commit`);
  if (!application.isPreviewDeploymentsEnabled) return skipped('previews are off');
  return { deploy: 'preview', pullRequest };
}
