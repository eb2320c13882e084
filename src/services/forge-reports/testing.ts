import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/**
 * For tests only: a server that implements the part of the APIs of GitLab (`/api/v4`), Gitea (`/api/v1`) and Bitbucket
 * (`/2.0`) with which statuses and comments are written, and refuses what their documentation does not name.
 */
export interface FakeForge {
  url: string;
  /** Token that it accepts. */
  token: string;
  /** Commit statuses, as they arrived. */
  statuses: { repository: string; commit: string; state: string; name: string; url: string; ref?: string }[];
  /** Comments at pull requests, by number; a test deletes one as a user would. */
  comments: Map<number, { repository: string; pullRequest: number; text: string }>;
  /** Answer every request with this status; null: answer normally. */
  outage: number | null;
  /** Take requests and never answer, and call this for each; null: answer. */
  onHeld: (() => void) | null;
  stop(): Promise<void>;
}

const line = z.string().min(1).max(255);
const gitlabStatus = z.strictObject({
  state: z.enum(['pending', 'running', 'success', 'failed', 'canceled']),
  name: line,
  description: line,
  target_url: z.url(),
  ref: line.optional(),
});
const giteaStatus = z.strictObject({
  state: z.enum(['pending', 'success', 'error', 'failure', 'warning']),
  context: line,
  description: line,
  target_url: z.url(),
});
const bitbucketStatus = z.strictObject({
  key: z.string().min(1).max(40),
  state: z.enum(['INPROGRESS', 'SUCCESSFUL', 'FAILED', 'STOPPED']),
  name: line,
  description: line,
  url: z.url(),
});
const plainText = z.strictObject({ body: z.string().min(1) }).transform(({ body }) => body);
const rawText = z
  .strictObject({ content: z.strictObject({ raw: z.string().min(1) }) })
  .transform(({ content }) => content.raw);

interface Answer {
  status: number;
  body: unknown;
}
const notFound: Answer = { status: 404, body: { message: '404 Not Found' } };
const permissions = { push: true, project_access: { access_level: 40 }, group_access: null };
const read = { status: 200, body: { scopes: ['api'], permissions } };

interface Dialect {
  prefix: string;
  authorization: (token: string) => string;
  /** Matches requests about a token, and for the repository that it may read. */
  reads: RegExp;
  status: RegExp;
  readStatus: (body: unknown) => { state: string; name: string; url: string; ref?: string };
  /** Matches the repository and the pull request. */
  add: RegExp;
  changeMethod: string;
  /** Matches the repository and the comment. */
  change: RegExp;
  readText: z.ZodType<string>;
}

const dialects: readonly Dialect[] = [
  {
    prefix: '/api/v4',
    authorization: (token) => `Bearer ${token}`,
    reads: /^\/(personal_access_tokens\/self|projects\/acme%2Fweb)$/,
    status: /^\/projects\/([^/]+)\/statuses\/([0-9a-f]{40})$/,
    readStatus: (body) => {
      const { target_url: url, state, name, ref } = gitlabStatus.parse(body);
      return { state, name, url, ...(ref !== undefined && { ref }) };
    },
    add: /^\/projects\/([^/]+)\/merge_requests\/(\d+)\/notes$/,
    changeMethod: 'PUT',
    change: /^\/projects\/([^/]+)\/merge_requests\/\d+\/notes\/(\d+)$/,
    readText: plainText,
  },
  {
    prefix: '/api/v1',
    authorization: (token) => `token ${token}`,
    reads: /^\/repos\/(search|acme\/web)$/,
    status: /^\/repos\/([^/]+\/[^/]+)\/statuses\/([0-9a-f]{40})$/,
    readStatus: (body) => {
      const { target_url: url, state, context: name } = giteaStatus.parse(body);
      return { state, name, url };
    },
    add: /^\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)\/comments$/,
    changeMethod: 'PATCH',
    change: /^\/repos\/([^/]+\/[^/]+)\/issues\/comments\/(\d+)$/,
    readText: plainText,
  },
  {
    prefix: '/2.0',
    authorization: (token) => `Bearer ${token}`,
    reads: /^\/(user|repositories\/acme\/web)$/,
    status: /^\/repositories\/([^/]+\/[^/]+)\/commit\/([0-9a-f]{40})\/statuses\/build$/,
    readStatus: (body) => {
      const { url, state, name } = bitbucketStatus.parse(body);
      return { state, name, url };
    },
    add: /^\/repositories\/([^/]+\/[^/]+)\/pullrequests\/(\d+)\/comments$/,
    changeMethod: 'PUT',
    change: /^\/repositories\/([^/]+\/[^/]+)\/pullrequests\/\d+\/comments\/(\d+)$/,
    readText: rawText,
  },
];

/** @param host where other machines reach it */
export async function startFakeForge(host = '127.0.0.1'): Promise<FakeForge> {
  const server = createServer((req, res) => {
    void textOf(req).then((text) => {
      if (forge.onHeld) return forge.onHeld();
      const { status, body } = answer(req, text);
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const forge: FakeForge = {
    url: `http://${host}:${port}`,
    token: 'glpat-the-access-token',
    statuses: [],
    comments: new Map(),
    outage: null,
    onHeld: null,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  function answer({ method = 'GET', url = '/', headers }: IncomingMessage, text: string): Answer {
    if (forge.outage !== null) return { status: forge.outage, body: { message: 'Out of order' } };
    const { pathname } = new URL(url, forge.url);
    const dialect = dialects.find(({ prefix }) => pathname.startsWith(`${prefix}/`));
    if (!dialect) return notFound;
    if (headers.authorization !== dialect.authorization(forge.token))
      return { status: 401, body: { message: `401 Unauthorized: ${headers.authorization}` } };
    const path = pathname.slice(dialect.prefix.length);
    if (method === 'GET') return dialect.reads.test(path) ? read : notFound;
    try {
      return write(dialect, `${method} ${path}`, JSON.parse(text)) ?? notFound;
    } catch (error) {
      return { status: 400, body: { message: String(error) } };
    }
  }

  function write(dialect: Dialect, request: string, body: unknown): Answer | null {
    const match = (method: string, pattern: RegExp) => {
      const found = request.startsWith(`${method} `) ? pattern.exec(request.slice(method.length + 1)) : null;
      return found && { repository: decodeURIComponent(found[1] ?? ''), rest: found[2] ?? '' };
    };
    const status = match('POST', dialect.status);
    if (status) {
      const { repository, rest: commit } = status;
      forge.statuses.push({ repository, commit, ...dialect.readStatus(body) });
      return { status: 201, body: { id: 1 } };
    }
    const added = match('POST', dialect.add);
    if (added) {
      const id = 1000 + forge.comments.size;
      const { repository, rest } = added;
      forge.comments.set(id, { repository, pullRequest: Number(rest), text: dialect.readText.parse(body) });
      return { status: 201, body: { id } };
    }
    const changed = match(dialect.changeMethod, dialect.change);
    const before = changed && forge.comments.get(Number(changed.rest));
    if (!before) return null;
    forge.comments.set(Number(changed.rest), { ...before, text: dialect.readText.parse(body) });
    return { status: 200, body: { id: Number(changed.rest) } };
  }

  return forge;
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer); // no encoding is set
  return Buffer.concat(chunks).toString();
}
