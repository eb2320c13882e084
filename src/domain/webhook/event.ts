/** What a forge says has happened, in the same words for every forge. */
export type WebhookEvent = PushEvent | PullRequestEvent | PingEvent | OtherEvent;

interface OfRepository {
  /** Full name, such as `group/name`; null where the event names none. */
  repository: string | null;
}

export interface PushEvent extends OfRepository {
  kind: 'push';
  changes: RefChange[];
}

/** A change of a branch or of a tag. */
export interface RefChange {
  kind: 'branch' | 'tag';
  name: string;
  /** Null: it was deleted. */
  commit: string | null;
  /** Whether the message of every commit says `[skip ci]` or `[skip cd]`. */
  isSkipMarked: boolean;
  /** Paths that it adds, changes or removes; null where they are not all known. */
  paths: string[] | null;
}

export interface PullRequestEvent extends OfRepository {
  kind: 'pull_request';
  action: 'opened' | 'updated' | 'closed' | 'other';
  number: number;
  title: string;
  /** Branch that it would be merged into. */
  branch: string;
  commit: string;
  isFork: boolean;
  /** Branch that it would merge; absent: the forge did not say it, or the event was kept by an earlier version. */
  sourceBranch?: string;
  /** Address of the pull request, for people. */
  url?: string;
  /** Name of the author at the forge. */
  author?: string;
  /** Whether the forge says that the author belongs to the repository. */
  isMember?: boolean;
}

/** A call by which a forge tries the address. */
export interface PingEvent extends OfRepository {
  kind: 'ping';
}

/** Something that deploys nothing, as the forge names it. */
export interface OtherEvent extends OfRepository {
  kind: 'other';
  name: string;
}
