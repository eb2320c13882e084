import { z } from 'zod';
import { AppError } from '../../domain/error';
import type { OutgoingAnswer } from '../../lib/outgoing-request';
import { readAnswer, reasonIn } from '../remote-api/call';
import { accepted, checkedBy, checkedWith, refused } from './check-token';
import type { CommitState, ForgeApi } from './forge-api';
import { numberOf } from './number-of';

const states: Readonly<Record<CommitState, string>> = {
  running: 'running',
  succeeded: 'success',
  failed: 'failed',
  cancelled: 'canceled',
};
const access = z.object({ access_level: z.int() }).nullable();
const withPermissions = z.object({
  permissions: z.object({ project_access: access, group_access: access }),
});
/** Access level of the role Developer, the first that may set a status. */
const DEVELOPER = 30;
const tokenOfItself = z.object({ scopes: z.array(z.string()) });
/** Statuses and notes need the scope of the whole API. */
const SCOPE = 'api';

/** GitLab’s REST API, version 4: https://docs.gitlab.com/api/commits and https://docs.gitlab.com/api/notes. */
export const gitlab: ForgeApi = {
  apiUrlOf: (htmlUrl) => `${htmlUrl}/api/v4`,
  authorization: (token) => `Bearer ${token}`,
  async checkToken(call, repository) {
    const answer = await call('GET', '/personal_access_tokens/self', { expected: [400, 401, 403, 404] });
    if (answer.status === 401) return refused;
    // OAuth tokens, and GitLab before version 15.5, do not describe themselves.
    const scopes = answer.status < 400 ? readAnswer(tokenOfItself, answer).scopes : [SCOPE];
    if (!scopes.includes(SCOPE))
      return {
        isValid: false,
        message: `The token does not have the scope ${SCOPE}. Create one that has it.`,
      };
    if (repository !== null) return checkedWith(call, { repository, path: pathOf(repository), mayWrite });
    return answer.status < 400 ? accepted : checkedBy(call, '/user');
  },
  async setStatus(call, repository, { commit, state, name, description, url, ref }) {
    const body = {
      state: states[state],
      name,
      description,
      target_url: url,
      ...(ref && { ref: nameOf(ref) }),
    };
    const answer = await call('POST', `${pathOf(repository)}/statuses/${commit}`, { body, expected: [400] });
    // It has this state: versions before 18 refuse to set it again.
    if (answer.status === 400 && !/Cannot transition status/i.test(answer.text))
      throw new AppError('bad_request', `GitLab refused the commit status: ${reasonIn(answer.text)}`);
  },
  async addComment(call, repository, pullRequestId, text) {
    const path = `${pathOf(repository)}/merge_requests/${pullRequestId}/notes`;
    return numberOf(await call('POST', path, { body: { body: text } }));
  },
  async changeComment(call, repository, { pullRequestId, id }, text) {
    const path = `${pathOf(repository)}/merge_requests/${pullRequestId}/notes/${id}`;
    const { status } = await call('PUT', path, { body: { body: text }, expected: [403, 404] });
    return status < 400;
  },
};

function pathOf(repository: string): string {
  return `/projects/${encodeURIComponent(repository)}`;
}

/** No branch of the project contains the commit of a fork, but each merge request has a ref. */
function nameOf(ref: { branch: string } | { pullRequestId: number }): string {
  return 'branch' in ref ? ref.branch : `refs/merge-requests/${ref.pullRequestId}/head`;
}

function mayWrite(answer: OutgoingAnswer): boolean {
  const { project_access, group_access } = readAnswer(withPermissions, answer).permissions;
  const levels = [project_access, group_access].flatMap((each) => (each ? [each.access_level] : []));
  // An administrator, and a member of a group above, has neither.
  return levels.length === 0 || Math.max(...levels) >= DEVELOPER;
}
