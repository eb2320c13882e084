import { createHmac, randomUUID } from 'node:crypto';
import type { ApplicationTest } from '../../api/application/testing';
import type { Forge } from '../../domain/forge';
import { SECRET } from './testing';

/** For integration tests only: what a pull request is, whatever the forge calls it. Values may be hostile. */
export interface PullRequestFields {
  number?: unknown;
  title?: unknown;
  author?: unknown;
  url?: unknown;
  commit?: unknown;
  branch?: unknown;
  target?: unknown;
  repository?: unknown;
  /** Full name of the repository that has the commit. */
  source?: unknown;
  /** Target branch before this call, which reports that it was changed. */
  targetBefore?: string;
}

export interface PushFields {
  repository?: unknown;
  branch?: unknown;
  commit?: unknown;
  message?: unknown;
  path?: unknown;
}

interface Dialect {
  pullRequest: [
    event: string,
    payload: (fields: Required<Omit<PullRequestFields, 'targetBefore'>>, before?: string) => unknown,
  ];
  push: [event: string, payload: (fields: Required<PushFields>) => unknown];
  headers: { event: string; delivery: string; signature: string };
}

const ofGitHub = (changed: string): Dialect['pullRequest'] => [
  'pull_request',
  ({ number, title, author, url, commit, branch, target, repository, source }, before) => ({
    action: before === undefined ? 'synchronize' : 'edited',
    number,
    ...(before !== undefined && { changes: { [changed]: { from: before, ref: { from: before } } } }),
    repository: { full_name: repository },
    pull_request: {
      title,
      state: 'open',
      html_url: url,
      user: { login: author },
      author_association: 'NONE',
      base: { ref: target },
      head: { sha: commit, ref: branch, repo: { full_name: source } },
    },
  }),
];

const pushOfGitHub: Dialect['push'] = [
  'push',
  ({ repository, branch, commit, message, path }) => ({
    ref: typeof branch === 'string' ? `refs/heads/${branch}` : branch,
    after: commit,
    repository: { full_name: repository },
    head_commit: { id: commit },
    commits: [{ message, added: [path] }],
  }),
];

export const dialects: Readonly<Record<Forge, Dialect>> = {
  github: {
    pullRequest: ofGitHub('base'),
    push: pushOfGitHub,
    headers: { event: 'X-GitHub-Event', delivery: 'X-GitHub-Delivery', signature: 'X-Hub-Signature-256' },
  },
  gitea: {
    pullRequest: ofGitHub('ref'),
    push: pushOfGitHub,
    headers: { event: 'X-Gitea-Event', delivery: 'X-Gitea-Delivery', signature: 'X-Gitea-Signature' },
  },
  gitlab: {
    pullRequest: [
      'Merge Request Hook',
      ({ number, title, author, url, commit, branch, target, repository, source }, before) => ({
        object_kind: 'merge_request',
        project: { path_with_namespace: repository },
        user: { username: author },
        ...(before !== undefined && { changes: { target_branch: { previous: before, current: target } } }),
        object_attributes: {
          iid: number,
          title,
          action: 'update',
          ...(before === undefined && { oldrev: 'b'.repeat(40) }),
          target_branch: target,
          source_branch: branch,
          url,
          source_project_id: source === repository ? 1 : 2,
          target_project_id: 1,
          last_commit: { id: commit },
        },
      }),
    ],
    push: [
      'Push Hook',
      ({ repository, branch, commit, message, path }) => ({
        object_kind: 'push',
        ref: typeof branch === 'string' ? `refs/heads/${branch}` : branch,
        before: 'b'.repeat(40),
        after: commit,
        checkout_sha: commit,
        project: { path_with_namespace: repository },
        commits: [{ message, added: [path] }],
      }),
    ],
    headers: { event: 'X-Gitlab-Event', delivery: 'X-Gitlab-Event-UUID', signature: 'X-Gitlab-Token' },
  },
  bitbucket: {
    pullRequest: [
      'pullrequest:updated',
      ({ number, title, author, url, commit, branch, target, repository, source }) => ({
        repository: { full_name: repository },
        pullrequest: {
          id: number,
          title,
          author: { nickname: author },
          links: { html: { href: url } },
          source: { branch: { name: branch }, commit: { hash: commit }, repository: { full_name: source } },
          destination: { branch: { name: target } },
        },
      }),
    ],
    push: [
      'repo:push',
      ({ repository, branch, commit, message }) => ({
        repository: { full_name: repository },
        push: {
          changes: [
            { new: { type: 'branch', name: branch, target: { hash: commit } }, commits: [{ message }] },
          ],
        },
      }),
    ],
    headers: { event: 'X-Event-Key', delivery: 'X-Request-UUID', signature: 'X-Hub-Signature' },
  },
};

let caller = 0;

/** A signed call of a forge, from one of many addresses: each may call 600 times a minute. */
export async function callAs(
  { server }: Pick<ApplicationTest, 'server'>,
  forge: Forge,
  { event, body }: { event: string; body: unknown },
) {
  const { headers } = dialects[forge];
  const text = JSON.stringify(body);
  const digest = createHmac('sha256', SECRET).update(text).digest('hex');
  const response = await fetch(`${server.url}/webhooks/source/${forge}/events/manual`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Forwarded-For': `8.8.8.${caller++ % 200}`,
      [headers.event]: event,
      [headers.delivery]: randomUUID(),
      [headers.signature]: forge === 'gitlab' ? SECRET : digest,
    },
    body: text,
  });
  const decisions = (await response.json()) as { status: string; message: string }[];
  return { status: response.status, body: decisions };
}

const usual = {
  number: 7,
  title: 'Add a cart',
  author: 'ada',
  url: 'https://forge.example.com/acme/web/pull/7',
  commit: 'c'.repeat(40),
  branch: 'cart',
  target: 'main',
  repository: 'acme/web',
  source: 'acme/web',
};

/** Report a pull request as a forge does. */
export function reportPullRequest(
  test: Pick<ApplicationTest, 'server'>,
  forge: Forge,
  { targetBefore, ...fields }: PullRequestFields = {},
) {
  const [event, payload] = dialects[forge].pullRequest;
  return callAs(test, forge, { event, body: payload({ ...usual, ...fields }, targetBefore) });
}

/** Report a push as a forge does. */
export function reportPush(test: Pick<ApplicationTest, 'server'>, forge: Forge, fields: PushFields = {}) {
  const [event, payload] = dialects[forge].push;
  const { repository, commit } = usual;
  return callAs(test, forge, {
    event,
    body: payload({ repository, commit, branch: 'main', message: 'Fix', path: 'src/a.ts', ...fields }),
  });
}
