import { z } from 'zod';
import type { WebhookEvent } from '../../../domain/webhook/event';
import { commit, isSkipMarked, line, pathsOf, pushedCommit, splitRef } from './fields';

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
  number: z.int().positive(),
  pull_request: z.object({
    title: line.nullish(),
    base: z.object({ ref: line }),
    head: z.object({ sha: commit, repo: z.object({ full_name: line }).nullish() }),
  }),
});

const named = z.object({ repository });

const actions: Readonly<Record<string, 'opened' | 'updated' | 'closed'>> = {
  opened: 'opened',
  reopened: 'opened',
  synchronize: 'updated',
  synchronized: 'updated', // as Gitea spells it
  closed: 'closed',
};

/** Read a payload of GitHub, or of Gitea and Forgejo, which follow it. */
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
  // What a new or forced branch changes is relative to something that the payload does not say.
  const isRelative = data.created !== true && data.forced !== true;
  return {
    kind: 'push',
    repository: data.repository.full_name,
    changes: [
      {
        ...ref,
        // Of an annotated tag, `after` is the tag and not the commit.
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
  const { base, head, title } = data.pull_request;
  return {
    kind: 'pull_request',
    repository: data.repository.full_name,
    action: actions[data.action] ?? 'other',
    number: data.number,
    title: title ?? '',
    branch: base.ref,
    commit: head.sha ?? '',
    isFork: head.repo?.full_name !== data.repository.full_name,
  };
}

function other(event: string, body: unknown): WebhookEvent {
  const found = named.safeParse(body).data?.repository.full_name ?? null;
  return event === 'ping'
    ? { kind: 'ping', repository: found }
    : { kind: 'other', repository: found, name: event };
}
