import { checkedBy, checkedWith } from './check-token';
import type { CommitState, ForgeApi, TokenCheck } from './forge-api';
import { numberOf } from './number-of';

const states: Readonly<Record<CommitState, string>> = {
  running: 'INPROGRESS',
  succeeded: 'SUCCESSFUL',
  failed: 'FAILED',
  cancelled: 'STOPPED',
};

/** Access tokens are refused where there is no repository, in the same way as wrong ones. */
const refusedWithoutRepository: TokenCheck = {
  isValid: false,
  message:
    'Bitbucket refused the token. If it is the access token of a repository, validate it again when an application uses it.',
};

/**
 * Bitbucket Cloud’s REST API, version 2: https://developer.atlassian.com/cloud/bitbucket/rest. A status whose key is
 * known replaces the one before.
 */
export const bitbucket: ForgeApi = {
  apiUrlOf: () => 'https://api.bitbucket.org/2.0',
  // An access token stands alone; an API token belongs to an e-mail address.
  authorization: (token) =>
    token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`,
  async checkToken(call, repository) {
    if (repository !== null) return checkedWith(call, { repository, path: pathOf(repository) });
    const check = await checkedBy(call, '/user');
    return check.isValid ? check : refusedWithoutRepository;
  },
  async setStatus(call, repository, { commit, state, key, name, description, url }) {
    const body = { key, state: states[state], name, description, url };
    await call('POST', `${pathOf(repository)}/commit/${commit}/statuses/build`, { body });
  },
  async addComment(call, repository, pullRequestId, text) {
    const path = `${pathOf(repository)}/pullrequests/${pullRequestId}/comments`;
    return numberOf(await call('POST', path, { body: { content: { raw: text } } }));
  },
  async changeComment(call, repository, { pullRequestId, id }, text) {
    const path = `${pathOf(repository)}/pullrequests/${pullRequestId}/comments/${id}`;
    const { status } = await call('PUT', path, {
      body: { content: { raw: text } },
      expected: [403, 404, 410],
    });
    return status < 400;
  },
};

function pathOf(repository: string): string {
  return `/repositories/${repository.split('/').map(encodeURIComponent).join('/')}`;
}
