/** An event of a forge, in the same form for every forge. */
export type WebhookEvent = PushEvent | PullRequestEvent | PingEvent | OtherEvent;

interface OfRepository {
  /** Full name, such as `group/name`; null when the event names none. */
  repository: string | null;
}

export interface PushEvent extends OfRepository {
  kind: 'push';
  changes: RefChange[];
}

/** A change of a branch or tag. */
export interface RefChange {
  kind: 'branch' | 'tag';
  name: string;
  /** Null: it was deleted. */
  commit: string | null;
  /** Whether the message of every commit contains `[skip ci]` or `[skip cd]`. */
  isSkipMarked: boolean;
  /** Paths that it adds, changes or removes; null when they are not all known. */
  paths: string[] | null;
}

export interface PullRequestEvent extends OfRepository {
  kind: 'pull_request';
  action: 'opened' | 'updated' | 'closed' | 'other';
  number: number;
  title: string;
  /** Target branch. */
  branch: string;
  commit: string;
  isFork: boolean;
  /** Source branch; absent: the forge did not name it, or an earlier version stored the event. */
  sourceBranch?: string;
  /** Full name of the fork; absent where the repository has its commits, too. */
  sourceRepository?: string;
  /** Web page of the pull request. */
  url?: string;
  /** Name of the author at the forge. */
  author?: string;
  /** Whether the forge says that the author belongs to the repository. */
  isMember?: boolean;
}

/** A forge's test call. */
export interface PingEvent extends OfRepository {
  kind: 'ping';
}

/** An event that deploys nothing, with the forge's name for it. */
export interface OtherEvent extends OfRepository {
  kind: 'other';
  name: string;
}
