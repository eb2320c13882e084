import { checkedBy, checkedWith } from './check-token';
import { commentId } from './comment-id';
import type { CommitState, ForgeApi } from './forge-api';

const states: Readonly<Record<CommitState, string>> = {
  running: 'pending',
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'error',
};

type Writes = Pick<ForgeApi, 'setStatus' | 'addComment' | 'changeComment'>;

/** The requests that GitHub and Gitea have in common: a pull request is an issue there. */
const writes: Writes = {
  async setStatus(call, repository, { commit, state, name, description, url }) {
    const body = { state: states[state], context: name, description, target_url: url };
    await call('POST', `${pathOf(repository)}/statuses/${commit}`, { body });
  },
  async addComment(call, repository, pullRequestId, text) {
    const path = `${pathOf(repository)}/issues/${pullRequestId}/comments`;
    return commentId(await call('POST', path, { body: { body: text } }));
  },
  async changeComment(call, repository, { id }, text) {
    const path = `${pathOf(repository)}/issues/comments/${id}`;
    const { status } = await call('PATCH', path, { body: { body: text }, expected: [404] });
    return status !== 404;
  },
};

/** GitHub’s REST API, version 2022-11-28: https://docs.github.com/rest. */
export const github: ForgeApi = {
  ...writes,
  apiUrlOf: (htmlUrl) => (htmlUrl === 'https://github.com' ? 'https://api.github.com' : `${htmlUrl}/api/v3`),
  authorization: (token) => `Bearer ${token}`,
  headers: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' },
  // The one request that needs no permission.
  checkToken: checkWith('/rate_limit'),
};

/** API of Gitea, version 1, which Forgejo has too: https://docs.gitea.com/development/api-usage. */
export const gitea: ForgeApi = {
  ...writes,
  apiUrlOf: (htmlUrl) => `${htmlUrl}/api/v1`,
  authorization: (token) => `token ${token}`,
  checkToken: checkWith('/repos/search?limit=1'),
};

/** @param path of a request for a token that has no repository yet */
function checkWith(path: string): ForgeApi['checkToken'] {
  return (call, repository) =>
    repository === null ? checkedBy(call, path) : checkedWith(call, repository, pathOf(repository));
}

function pathOf(repository: string): string {
  return `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
}
