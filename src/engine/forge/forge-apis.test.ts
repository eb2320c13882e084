import { describe, expect, it } from 'vitest';
import { type Forge, forges } from '../../domain/forge';
import { Secret } from '../../domain/secret';
import type { OutgoingAnswer, OutgoingRequest } from '../../lib/outgoing-request';
import { callsOfForge } from './access';
import { type CommitStatus, commitStates, type ForgeDeployment } from './forge-api';
import { forgeApis } from './forge-apis';

const commit = 'c'.repeat(40);
const status: CommitStatus = {
  commit,
  state: 'running',
  key: 'gantry-abc',
  name: 'Gantry: shop',
  description: 'The deployment is running',
  url: 'https://gantry.example.com/d',
  ref: { branch: 'main' },
};

interface Expected {
  htmlUrl: string;
  apiUrl: string;
  repository: string;
  authorization: string;
  /** Of the repository. */
  path: string;
  statusPath: string;
  statusBody: object;
  /** The word of each state, in the order of `commitStates`. */
  states: readonly string[];
  add: [string, object];
  change: [string, object];
}

const ofGitHub = {
  statusBody: {
    state: 'pending',
    context: 'Gantry: shop',
    description: status.description,
    target_url: status.url,
  },
  states: ['pending', 'success', 'failure', 'error'],
};

const cases: Readonly<Record<Forge, Expected>> = {
  github: {
    htmlUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    repository: 'acme/web',
    authorization: 'Bearer user:hidden',
    path: '/repos/acme/web',
    statusPath: `/repos/acme/web/statuses/${commit}`,
    ...ofGitHub,
    add: ['POST https://api.github.com/repos/acme/web/issues/7/comments', { body: 'text' }],
    change: ['PATCH https://api.github.com/repos/acme/web/issues/comments/5', { body: 'text' }],
  },
  gitea: {
    htmlUrl: 'https://codeberg.org',
    apiUrl: 'https://codeberg.org/api/v1',
    repository: 'acme/web',
    authorization: 'token user:hidden',
    path: '/repos/acme/web',
    statusPath: `/repos/acme/web/statuses/${commit}`,
    ...ofGitHub,
    add: ['POST https://codeberg.org/api/v1/repos/acme/web/issues/7/comments', { body: 'text' }],
    change: ['PATCH https://codeberg.org/api/v1/repos/acme/web/issues/comments/5', { body: 'text' }],
  },
  gitlab: {
    htmlUrl: 'https://gitlab.com',
    apiUrl: 'https://gitlab.com/api/v4',
    repository: 'acme/tools/web',
    authorization: 'Bearer user:hidden',
    path: '/projects/acme%2Ftools%2Fweb',
    statusPath: `/projects/acme%2Ftools%2Fweb/statuses/${commit}`,
    statusBody: {
      state: 'running',
      name: 'Gantry: shop',
      description: status.description,
      target_url: status.url,
      ref: 'main',
    },
    states: ['running', 'success', 'failed', 'canceled'],
    add: [
      'POST https://gitlab.com/api/v4/projects/acme%2Ftools%2Fweb/merge_requests/7/notes',
      { body: 'text' },
    ],
    change: [
      'PUT https://gitlab.com/api/v4/projects/acme%2Ftools%2Fweb/merge_requests/7/notes/5',
      { body: 'text' },
    ],
  },
  bitbucket: {
    htmlUrl: 'https://bitbucket.org',
    apiUrl: 'https://api.bitbucket.org/2.0',
    repository: 'acme/web',
    authorization: `Basic ${Buffer.from('user:hidden').toString('base64')}`,
    path: '/repositories/acme/web',
    statusPath: `/repositories/acme/web/commit/${commit}/statuses/build`,
    statusBody: {
      key: 'gantry-abc',
      state: 'INPROGRESS',
      name: 'Gantry: shop',
      description: status.description,
      url: status.url,
    },
    states: ['INPROGRESS', 'SUCCESSFUL', 'FAILED', 'STOPPED'],
    add: [
      'POST https://api.bitbucket.org/2.0/repositories/acme/web/pullrequests/7/comments',
      { content: { raw: 'text' } },
    ],
    change: [
      'PUT https://api.bitbucket.org/2.0/repositories/acme/web/pullrequests/7/comments/5',
      { content: { raw: 'text' } },
    ],
  },
};

const accepted = {
  id: 5,
  scopes: ['api'],
  permissions: { push: true, project_access: null, group_access: { access_level: 30 } },
};

/** A forge that answers every request alike. */
function standIn(forge: Forge, code = 200, text = JSON.stringify(accepted)) {
  const requests: [string, object?][] = [];
  const headers: Record<string, string>[] = [];
  const send = async ({ method, url, body, headers: sent }: OutgoingRequest): Promise<OutgoingAnswer> => {
    const request = `${method} ${url.href}`;
    requests.push(body === undefined ? [request] : [request, JSON.parse(body)]);
    headers.push(sent);
    return { status: code, headers: {}, text };
  };
  const { apiUrl } = cases[forge];
  const access = { forge, apiUrl, token: new Secret('user:hidden'), internalHosts: [] };
  return { call: callsOfForge(access, { send, clock: { sleep: async () => undefined } }), requests, headers };
}

describe.each(forges)('%s', (forge) => {
  const api = forgeApis[forge];
  const expected = cases[forge];
  const { repository } = expected;

  it('has its API where its documentation says', () => {
    expect(api.apiUrlOf(expected.htmlUrl)).toBe(expected.apiUrl);
  });

  it('is sent each state of a commit in its own words', async () => {
    const service = standIn(forge);
    await api.setStatus(service.call, repository, status);
    expect(service.requests).toEqual([
      [`POST ${expected.apiUrl}${expected.statusPath}`, expected.statusBody],
    ]);
    expect(service.headers[0]?.Authorization).toBe(expected.authorization);
    service.requests.length = 0;
    for (const state of commitStates) await api.setStatus(service.call, repository, { ...status, state });
    expect(service.requests.map(([, body]) => (body as { state: string }).state)).toEqual(expected.states); // as sent
  });

  it('is sent a comment, and its change', async () => {
    const service = standIn(forge);
    expect(await api.addComment(service.call, repository, 7, 'text')).toBe('5');
    const at = { pullRequestId: 7, id: '5' };
    expect(await api.changeComment(service.call, repository, at, 'text')).toBe(true);
    expect(service.requests).toEqual([expected.add, expected.change]);
    for (const code of [403, 404])
      expect(await api.changeComment(standIn(forge, code, '{}').call, repository, at, 'text')).toBe(false);
  });

  it('accepts a token, or refuses it', async () => {
    const check = (code: number, of: string | null = null) => api.checkToken(standIn(forge, code).call, of);
    expect(await check(200)).toMatchObject({ isValid: true });
    expect(await check(401)).toMatchObject({ isValid: false });
    await expect(check(502)).rejects.toMatchObject({ code: 'unavailable' });
    const service = standIn(forge);
    expect(await api.checkToken(service.call, repository)).toEqual({
      isValid: true,
      message: `The token is accepted for ${repository}.`,
    });
    expect(service.requests.at(-1)).toEqual([`GET ${expected.apiUrl}${expected.path}`]);
    const message = `The token does not have access to ${repository}.`;
    expect(await check(404, repository)).toEqual({ isValid: false, message });
    expect(await check(401, repository)).toMatchObject({ isValid: false });
    const reader = { push: false, project_access: { access_level: 20 }, group_access: null };
    const weak = standIn(forge, 200, JSON.stringify({ ...accepted, permissions: reader }));
    // Bitbucket does not say.
    expect((await api.checkToken(weak.call, repository)).isValid).toBe(forge === 'bitbucket');
  });

  it('says why it refuses, without the token', async () => {
    const service = standIn(forge, 403, `{"message": "hidden may not, ${expected.authorization}"}`);
    const refused = api.setStatus(service.call, repository, status);
    await expect(refused).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('403'),
    });
    await expect(refused).rejects.not.toThrow(/hidden|Basic [A-Za-z]/);
  });
});

it('is told that a repository has moved', async () => {
  const moved = forgeApis.github.setStatus(standIn('github', 307, '{}').call, 'acme/web', status);
  await expect(moved).rejects.toMatchObject({ code: 'bad_request' });
  await expect(moved).rejects.toThrow('The repository was renamed or moved. Change the repository');
});

describe('a deployment of GitHub', () => {
  const deployment: ForgeDeployment = {
    id: null,
    commit,
    state: 'running',
    uuid: 'd1',
    environment: 'production (shop/web)',
    description: 'The deployment is running',
    logUrl: 'https://gantry.example.com/d',
    url: 'https://shop.example.com',
  };
  const path = 'https://api.github.com/repos/acme/web/deployments';
  const list = `GET ${path}?sha=${commit}&environment=production+%28shop%2Fweb%29&per_page=100`;
  const body = {
    state: 'in_progress',
    description: deployment.description,
    log_url: deployment.logUrl,
    environment_url: deployment.url,
  };
  const set = forgeApis.github.setDeployment;

  /** GitHub with these deployments. */
  function gitHubWith(known: object[]) {
    const requests: [string, object?][] = [];
    const send = async ({ method, url, body: sent }: OutgoingRequest): Promise<OutgoingAnswer> => {
      requests.push(
        sent === undefined ? [`${method} ${url.href}`] : [`${method} ${url.href}`, JSON.parse(sent)],
      );
      const answer = method === 'GET' ? known : { id: 8 };
      return { status: 200, headers: {}, text: JSON.stringify(answer) };
    };
    const access = {
      forge: 'github',
      apiUrl: 'https://api.github.com',
      token: new Secret('x'),
      internalHosts: [],
    };
    const clock = { sleep: async () => undefined };
    return { requests, call: callsOfForge({ ...access, forge: 'github' }, { send, clock }) };
  }

  it('is created once, with its state', async () => {
    const github = gitHubWith([
      { id: 7, payload: 'of another program' },
      { id: 6, payload: { gantry: 'd0' } },
    ]);
    expect(await set?.(github.call, 'acme/web', deployment)).toBe('8');
    expect(github.requests).toEqual([
      [list],
      [
        `POST ${path}`,
        {
          ref: commit,
          auto_merge: false,
          required_contexts: [],
          environment: deployment.environment,
          description: deployment.description,
          payload: { gantry: 'd1' },
        },
      ],
      [`POST ${path}/8/statuses`, body],
    ]);
  });

  it('is found again after a crash, and by its number', async () => {
    const found = gitHubWith([{ id: 7, payload: { gantry: 'd1' } }]);
    expect(await set?.(found.call, 'acme/web', deployment)).toBe('7');
    expect(found.requests).toEqual([[list], [`POST ${path}/7/statuses`, body]]);
    const known = gitHubWith([]);
    await set?.(known.call, 'acme/web', { ...deployment, id: '9', state: 'succeeded', url: null });
    const { environment_url: _, ...rest } = body;
    expect(known.requests).toEqual([[`POST ${path}/9/statuses`, { ...rest, state: 'success' }]]);
  });
});

describe('a status that GitLab has already', () => {
  const { setStatus, checkToken } = forgeApis.gitlab;

  it('is set, although older versions refuse to set it again', async () => {
    const text = JSON.stringify({
      message: 'Cannot transition status via :run from :running (Reason(s): Status cannot transition)',
    });
    await setStatus(standIn('gitlab', 400, text).call, 'acme/web', status);
    const other = setStatus(
      standIn('gitlab', 400, '{"message": "name is too long"}').call,
      'acme/web',
      status,
    );
    await expect(other).rejects.toThrow('name is too long');
  });

  it('of a fork is put at its merge request, as no branch has the commit', async () => {
    const service = standIn('gitlab');
    await setStatus(service.call, 'acme/web', { ...status, ref: { pullRequestId: 7 } });
    expect(service.requests[0]?.[1]).toMatchObject({ ref: 'refs/merge-requests/7/head' });
  });

  it('needs a token with the scope of the whole API', async () => {
    const narrow = standIn('gitlab', 200, '{"scopes": ["read_api"]}');
    expect(await checkToken(narrow.call, null)).toMatchObject({
      isValid: false,
      message: expect.stringContaining('api'),
    });
    const silent = standIn('gitlab', 403, '{}');
    expect(await checkToken(silent.call, null)).toMatchObject({ isValid: true });
  });
});

it('takes an access token of Bitbucket, which has no user, as it is', () => {
  expect(forgeApis.bitbucket.authorization('ATCTT3x')).toBe('Bearer ATCTT3x');
  const { apiUrlOf } = forgeApis.github;
  expect(apiUrlOf('https://github.example.com')).toBe('https://github.example.com/api/v3');
  expect(apiUrlOf('https://acme.ghe.com')).toBe('https://api.acme.ghe.com');
  expect(apiUrlOf('https://GitHub.com:443')).toBe('https://api.github.com');
});
