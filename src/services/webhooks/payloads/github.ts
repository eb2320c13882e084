import { z } from 'zod';
import type { WebhookEvent } from '../../../domain/webhook/event';
import {
  commit,
  isSkipMarked,
  line,
  link,
  pathsOf,
  pullRequestNumber,
  pushedCommit,
  splitRef,
} from './fields';

const repository = z.object({ full_name: line });

const push = z.object({
  repository,
  ref: line,
  after: commit,
  deleted: z.boolean().nullish(),
  created: z.boolean().nullish(),
  forced: z.boolean().nullish(),
  head_commit: z.object({ id: commit }).nullish(),
  commits: z.array(pushedCommit).nullish(),
});

const pullRequest = z.object({
  repository,
  action: line,
  number: pullRequestNumber,
  /** What an edit changed: GitHub names the branch `base`, Gitea and Forgejo `ref`. */
  changes: z.object({ base: z.unknown().optional(), ref: z.unknown().optional() }).nullish().catch(null),
  pull_request: z.object({
    title: line.nullish(),
    state: z.string().nullish(),
    html_url: link.nullish(),
    user: z.object({ login: line }).nullish(),
    author_association: z.string().nullish(),
    base: z.object({ ref: line }),
    head: z.object({ sha: commit, ref: line.nullish(), repo: z.object({ full_name: line }).nullish() }),
  }),
});

const named = z.object({ repository });

const actions: Readonly<Record<string, 'opened' | 'updated' | 'closed'>> = {
  opened: 'opened',
  reopened: 'opened',
  synchronize: 'updated',
  synchronized: 'updated', // Gitea's spelling
  closed: 'closed',
};

/** Authors who count as members of the repository (deployment contract D8.3). */
const members: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** Read a payload of GitHub, or of Gitea and Forgejo, which use its format. */
export function readGitHub(event: string, body: unknown): WebhookEvent {
  if (event === 'push') return readPush(body) ?? other(event, body);
  if (event === 'pull_request') return readPullRequest(body) ?? other(event, body);
  return other(event, body);
}

function readPush(body: unknown): WebhookEvent | null {
  const { data } = push.safeParse(body);
  const ref = data && splitRef(data.ref);
  if (!ref) return null;
  const commits = data.commits ?? [];
  // The changes of a new or forced branch are relative to something that the payload does not contain.
  const isRelative = data.created !== true && data.forced !== true;
  return {
    kind: 'push',
    repository: data.repository.full_name,
    changes: [
      {
        ...ref,
        // For an annotated tag, `after` is the tag and not the commit.
        commit: data.deleted === true ? null : (data.head_commit?.id ?? data.after),
        isSkipMarked: isSkipMarked(commits),
        paths: isRelative ? pathsOf(commits) : null,
      },
    ],
  };
}

function readPullRequest(body: unknown): WebhookEvent | null {
  const { data } = pullRequest.safeParse(body);
  if (!data?.pull_request.head.sha) return null;
  const {
    base,
    head,
    title,
    state,
    html_url: url,
    user,
    author_association: association,
  } = data.pull_request;
  const { changes } = data;
  const isRetargeted = data.action === 'edited' && (changes?.base ?? changes?.ref ?? null) !== null;
  const action = isRetargeted ? 'updated' : (actions[data.action] ?? 'other');
  return {
    kind: 'pull_request',
    repository: data.repository.full_name,
    // A delivery of an earlier event may arrive after the pull request was closed.
    action: state === 'closed' && action !== 'closed' ? 'other' : action,
    number: data.number,
    title: title ?? '',
    branch: base.ref,
    commit: head.sha ?? '',
    isFork: head.repo?.full_name !== data.repository.full_name,
    isMember: members.has(association ?? ''),
    ...(head.ref && { sourceBranch: head.ref }),
    ...(url && { url }),
    ...(user && { author: user.login }),
  };
}

function other(event: string, body: unknown): WebhookEvent {
  const found = named.safeParse(body).data?.repository.full_name ?? null;
  return event === 'ping'
    ? { kind: 'ping', repository: found }
    : { kind: 'other', repository: found, name: event };
}
