import { z } from 'zod';
import type { OutgoingAnswer } from '../../lib/outgoing-request';
import { readAnswer } from '../remote-api/call';
import { checkedBy, checkedWith } from './check-token';
import type { CommitState, ForgeApi } from './forge-api';
import { setDeployment } from './github-deployment';
import { githubPath } from './github-path';
import { numberOf } from './number-of';

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
    await call('POST', `${githubPath(repository)}/statuses/${commit}`, { body });
  },
  async addComment(call, repository, pullRequestId, text) {
    const path = `${githubPath(repository)}/issues/${pullRequestId}/comments`;
    return numberOf(await call('POST', path, { body: { body: text } }));
  },
  async changeComment(call, repository, { id }, text) {
    const path = `${githubPath(repository)}/issues/comments/${id}`;
    const { status } = await call('PATCH', path, { body: { body: text }, expected: [403, 404] });
    return status < 400;
  },
};

/** GitHub’s REST API, version 2022-11-28: https://docs.github.com/rest. */
export const github: ForgeApi = {
  ...writes,
  apiUrlOf(htmlUrl) {
    const { host } = new URL(htmlUrl);
    // Of GitHub Enterprise Cloud with data residency: https://acme.ghe.com.
    const isCloud = host === 'github.com' || host.endsWith('.ghe.com');
    return isCloud ? `https://api.${host}` : `${htmlUrl}/api/v3`;
  },
  authorization: (token) => `Bearer ${token}`,
  headers: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' },
  setDeployment,
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
    repository === null
      ? checkedBy(call, path)
      : checkedWith(call, { repository, path: githubPath(repository), mayWrite });
}

const withPermissions = z.object({ permissions: z.object({ push: z.boolean() }) });

function mayWrite(answer: OutgoingAnswer): boolean {
  return readAnswer(withPermissions, answer).permissions.push;
}
