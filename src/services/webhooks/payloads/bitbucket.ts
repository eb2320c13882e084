import { z } from 'zod';
import type { RefChange, WebhookEvent } from '../../../domain/webhook/event';
import { commit, isSkipMarked, line, link, pullRequestNumber, pushedCommit } from './fields';

const repository = z.object({ full_name: line });
const place = z.object({ type: z.string(), name: line, target: z.object({ hash: commit }) });

const change = z.object({
  new: place.nullish(),
  old: z.object({ type: z.string(), name: line }).nullish(),
  commits: z.array(pushedCommit).nullish(),
  truncated: z.boolean().nullish(),
});

const push = z.object({ repository, push: z.object({ changes: z.array(change) }) });

const side = z.object({
  branch: z.object({ name: line }),
  commit: z.object({ hash: commit }).nullish(),
  repository: z.object({ full_name: line }).nullish(),
});

const pullRequest = z.object({
  repository,
  pullrequest: z.object({
    id: pullRequestNumber,
    title: line.nullish(),
    author: z.object({ nickname: line.nullish() }).nullish(),
    links: z.object({ html: z.object({ href: link }).nullish() }).nullish(),
    source: side,
    destination: side,
  }),
});

const named = z.object({ repository });

const actions: Readonly<Record<string, 'opened' | 'updated' | 'closed'>> = {
  'pullrequest:created': 'opened',
  'pullrequest:updated': 'updated',
  'pullrequest:fulfilled': 'closed',
  'pullrequest:rejected': 'closed',
};

/** Read a payload of Bitbucket, whose pushes list all changed branches and no paths. */
export function readBitbucket(event: string, body: unknown): WebhookEvent {
  const found = named.safeParse(body).data?.repository.full_name ?? null;
  if (event === 'diagnostics:ping') return { kind: 'ping', repository: found };
  const read = event === 'repo:push' ? readPush(body) : readPullRequest(event, body);
  return read ?? { kind: 'other', repository: found, name: event };
}

function readPush(body: unknown): WebhookEvent | null {
  const { data } = push.safeParse(body);
  if (!data) return null;
  const changes = data.push.changes.map(toChange).filter((each) => each !== null);
  return { kind: 'push', repository: data.repository.full_name, changes };
}

function toChange({ new: now, old, commits, truncated }: z.output<typeof change>): RefChange | null {
  const ref = now ?? old;
  if (!ref) return null;
  return {
    kind: ref.type === 'branch' || ref.type === 'named_branch' ? 'branch' : 'tag',
    name: ref.name,
    commit: now?.target.hash ?? null,
    isSkipMarked: truncated !== true && isSkipMarked(commits ?? []),
    paths: null,
  };
}

function readPullRequest(event: string, body: unknown): WebhookEvent | null {
  const action = actions[event];
  const { data } = pullRequest.safeParse(body);
  const hash = data?.pullrequest.source.commit?.hash;
  if (!data || !hash || !action) return null;
  const { id, title, author, links, source, destination } = data.pullrequest;
  const url = links?.html?.href;
  const isFork = source.repository?.full_name !== data.repository.full_name;
  return {
    kind: 'pull_request',
    repository: data.repository.full_name,
    action,
    number: id,
    title: title ?? '',
    branch: destination.branch.name,
    commit: hash,
    isFork,
    sourceBranch: source.branch.name,
    // Bitbucket has no refs of pull requests: the commits of a fork are in the fork alone.
    ...(isFork && source.repository && { sourceRepository: source.repository.full_name }),
    ...(url && { url }),
    ...(author?.nickname && { author: author.nickname }),
  };
}
