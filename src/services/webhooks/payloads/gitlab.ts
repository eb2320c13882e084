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

const project = z.object({ path_with_namespace: line });

const push = z.object({
  object_kind: z.enum(['push', 'tag_push']),
  project,
  ref: line,
  before: commit,
  after: commit,
  checkout_sha: commit.nullish(),
  commits: z.array(pushedCommit).nullish(),
  total_commits_count: z.int().nullish(),
});

const mergeRequest = z.object({
  object_kind: z.literal('merge_request'),
  project,
  changes: z.object({ target_branch: z.unknown().optional() }).nullish().catch(null),
  user: z.object({ username: line.nullish() }).nullish(),
  object_attributes: z.object({
    iid: pullRequestNumber,
    title: line.nullish(),
    action: line.nullish(),
    /** Set when an update brought commits. */
    oldrev: z.string().nullish(),
    target_branch: line,
    source_branch: line.nullish(),
    url: link.nullish(),
    source_project_id: z.int().nullish(),
    target_project_id: z.int().nullish(),
    last_commit: z.object({ id: commit }),
  }),
});

const named = z.object({ project });

/** Read a payload of GitLab. */
export function readGitLab(event: string, body: unknown): WebhookEvent {
  const repository = named.safeParse(body).data?.project.path_with_namespace ?? null;
  return readPush(body) ?? readMergeRequest(body) ?? { kind: 'other', repository, name: event };
}

function readPush(body: unknown): WebhookEvent | null {
  const { data } = push.safeParse(body);
  const ref = data && splitRef(data.ref);
  if (!ref) return null;
  const commits = data.commits ?? [];
  // GitLab lists at most twenty commits, and compares a new branch with nothing.
  const isWhole = data.before !== null && (data.total_commits_count ?? commits.length) === commits.length;
  return {
    kind: 'push',
    repository: data.project.path_with_namespace,
    changes: [
      {
        ...ref,
        commit: data.after && (data.checkout_sha ?? data.after),
        isSkipMarked: isWhole && isSkipMarked(commits),
        paths: isWhole ? pathsOf(commits) : null,
      },
    ],
  };
}

function readMergeRequest(body: unknown): WebhookEvent | null {
  const { data } = mergeRequest.safeParse(body);
  if (!data?.object_attributes.last_commit.id) return null;
  const { object_attributes: request, user, changes } = data;
  return {
    kind: 'pull_request',
    repository: data.project.path_with_namespace,
    action: actionOf(request, changes?.target_branch !== undefined),
    number: request.iid,
    title: request.title ?? '',
    branch: request.target_branch,
    commit: request.last_commit.id ?? '',
    isFork: request.source_project_id !== request.target_project_id,
    ...(request.source_branch && { sourceBranch: request.source_branch }),
    ...(request.url && { url: request.url }),
    ...(user?.username && { author: user.username }),
  };
}

interface Action {
  action?: string | null | undefined;
  oldrev?: string | null | undefined;
}

function actionOf({ action, oldrev }: Action, isRetargeted: boolean) {
  if (action === 'open' || action === 'reopen') return 'opened';
  if (action === 'close' || action === 'merge') return 'closed';
  return action === 'update' && (oldrev || isRetargeted) ? 'updated' : 'other';
}
