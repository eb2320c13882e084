import { createHmac, randomUUID } from 'node:crypto';
import type { ApplicationTest } from '../../api/application/testing';

/** For integration tests only: a call as a forge sends it. */
export interface ForgeCall {
  path?: string;
  event?: string;
  /** Absent: made with the secret. */
  signature?: string | null;
  secret?: string;
  delivery?: string;
  body: unknown;
  headers?: Record<string, string>;
}

export const SECRET = 'a-secret-of-the-webhook';

export function sign(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Send a call as GitHub does. */
export async function callAsGitHub({ server }: Pick<ApplicationTest, 'server'>, call: ForgeCall) {
  const body = typeof call.body === 'string' ? call.body : JSON.stringify(call.body);
  const signature = call.signature === undefined ? sign(call.secret ?? SECRET, body) : call.signature;
  const response = await fetch(server.url + (call.path ?? '/webhooks/source/github/events/manual'), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-GitHub-Event': call.event ?? 'push',
      'X-GitHub-Delivery': call.delivery ?? randomUUID(),
      ...(signature === null ? {} : { 'X-Hub-Signature-256': signature }),
      ...call.headers,
    },
    body,
  });
  // The tests check the shape of the response.
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return { status: response.status, body: (await response.json()) as any, headers: response.headers };
}

export interface PushFields {
  repository?: string;
  ref?: string;
  after?: string;
  messages?: string[];
  paths?: string[];
}

export const COMMIT = 'c'.repeat(40);

/** Make the payload of a push, as GitHub and Gitea send it. */
export function pushPayload(fields: PushFields = {}) {
  const { repository = 'acme/web', ref = 'refs/heads/main', after = COMMIT, messages = ['Fix'] } = fields;
  const modified = fields.paths ?? ['src/index.ts'];
  return {
    ref,
    before: 'b'.repeat(40),
    after,
    created: false,
    deleted: /^0+$/.test(after),
    forced: false,
    repository: { full_name: repository },
    head_commit: /^0+$/.test(after) ? null : { id: after },
    commits: messages.map((message) => ({ message, added: [], removed: [], modified })),
  };
}

/** Add an application of a repository with a secret for every forge; return its uuid. */
export async function addRepositoryApplication(
  { call, place }: Pick<ApplicationTest, 'call' | 'place'>,
  fields: Record<string, unknown> = {},
  { secret = SECRET, token }: { secret?: string | null; token?: string } = {},
): Promise<string> {
  const created = await call(
    'POST',
    '/applications/public',
    {
      git_repository: 'https://github.com/acme/web',
      git_branch: 'main',
      build_pack: 'nixpacks',
      ports_exposes: '3000',
      ...place,
    },
    token,
  );
  if (created.status !== 201) throw new Error(`application not created: ${JSON.stringify(created.body)}`);
  const secrets = Object.fromEntries(
    ['github', 'gitlab', 'bitbucket', 'gitea'].map((forge) => [`manual_webhook_secret_${forge}`, secret]),
  );
  const changed = await call('PATCH', `/applications/${created.body.uuid}`, { ...secrets, ...fields }, token);
  if (changed.status !== 200) throw new Error(`application not changed: ${JSON.stringify(changed.body)}`);
  return created.body.uuid;
}
