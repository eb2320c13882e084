import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forwardGit } from './git.testing';
import { pageOf, servePage } from './pages.testing';

/** For integration tests only: a server that implements the part of GitHub's API that an app uses. */
export interface FakeGitHub {
  /** The `api_url` and `html_url` of the app. */
  url: string;
  /** Private key of the app, in the form that GitHub hands out. */
  pem: string;
  appId: number;
  installationId: number;
  webhookSecret: string;
  /** Those without an installation are of the first one. */
  repositories: { id: number; full_name: string; branches: string[]; installation?: number }[];
  /** Installations beside the first one, which is on acme. */
  others: { id: number; account: string; isSuspended?: boolean }[];
  /** Names of repositories before they were renamed or transferred. */
  moved: Map<string, number>;
  /** Commit statuses, as they arrived. */
  statuses: { path: string; body: Record<string, unknown> }[];
  /** Deployments by number, with the bodies of their statuses. */
  deployments: Map<number, { body: Record<string, unknown>; statuses: Record<string, unknown>[] }>;
  /** Permissions that the installation does not have. */
  withheld: string[];
  /** Comments at pull requests, by number; a test deletes one as a user would. */
  comments: Map<number, { pullRequest: number; body: string }>;
  /** The restrictions that tokens were requested with. */
  grants: Record<string, unknown>[];
  /** Answer every request with this status; null: answer normally. */
  outage: number | null;
  /** The last submitted manifest. */
  manifest: Record<string, unknown> | null;
  /** Codes of apps that were created from a manifest and not converted yet. */
  codes: Set<string>;
  /** The signature of a payload, as GitHub makes it. */
  sign(payload: string): string;
  stop(): Promise<void>;
}

interface Grant {
  repository_ids?: number[];
  permissions?: Record<string, string>;
}

/** A token, with its installation. */
interface Held extends Grant {
  installation: number;
}

/** Where other machines reach it, and the Git server that has its repositories. */
interface Place {
  host: string;
  git: string;
}

export async function startFakeGitHub(place?: Place): Promise<FakeGitHub> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const tokens = new Map<string, Held>();
  const server = createServer((req, res) => {
    if (place && forwardGit(place.git, req, res)) return;
    void textOf(req).then((text) => {
      if (servePage(github, req, res, text)) return;
      const { status, body, location } = answer(req, text);
      res
        .writeHead(status, { 'Content-Type': 'application/json', ...(location && { Location: location }) })
        .end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, place?.host ?? '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const github: FakeGitHub = {
    url: `http://${place?.host ?? '127.0.0.1'}:${port}`,
    pem: privateKey,
    appId: 4711,
    installationId: 815,
    webhookSecret: 'the secret of the app',
    repositories: [],
    others: [],
    moved: new Map(),
    statuses: [],
    deployments: new Map(),
    withheld: [],
    comments: new Map(),
    grants: [],
    outage: null,
    manifest: null,
    codes: new Set(),
    sign: (payload) => `sha256=${createHmac('sha256', github.webhookSecret).update(payload).digest('hex')}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };

  const installations = () => [{ id: github.installationId, account: 'acme' }, ...github.others];
  const installationOf = ({ installation }: FakeGitHub['repositories'][number]) =>
    installation ?? github.installationId;
  /** As GitHub describes an installation. */
  function described({ id, account, isSuspended = false }: FakeGitHub['others'][number]) {
    const all = {
      contents: 'read',
      deployments: 'write',
      metadata: 'read',
      pull_requests: 'write',
      statuses: 'write',
    };
    return {
      id,
      app_id: github.appId,
      account: { login: account, type: 'Organization' },
      html_url: `${github.url}/organizations/${account}/settings/installations/${id}`,
      suspended_at: isSuspended ? '2026-01-01T00:00:00Z' : null,
      permissions: Object.fromEntries(
        Object.entries(all).filter(([name]) => !github.withheld.includes(name)),
      ),
      updated_at: '2026-01-01T00:00:00Z',
    };
  }

  function answerToken(id: number, text: string): Answer {
    const installation = installations().find((each) => each.id === id);
    if (!installation) return notFound;
    if (described(installation).suspended_at !== null)
      return { status: 403, body: { message: 'This installation has been suspended' } };
    const grant = JSON.parse(text) as Grant; // the body that the product wrote
    if (Object.keys(grant.permissions ?? {}).some((name) => github.withheld.includes(name)))
      return {
        status: 422,
        body: { message: 'The permissions requested are not granted to this installation.' },
      };
    const own = github.repositories.filter((each) => installationOf(each) === id);
    if (grant.repository_ids?.some((wanted) => own.every((each) => each.id !== wanted)))
      return {
        status: 422,
        body: {
          message:
            'There is at least one repository that does not exist or is not accessible to the parent installation.',
        },
      };
    github.grants.push({ ...grant });
    const token = `ghs_${randomBytes(8).toString('hex')}`;
    tokens.set(token, { ...grant, installation: id });
    return { status: 201, body: { token, expires_at: '2030-01-01T00:00:00Z' } };
  }

  /** Answer a request that the app itself makes. */
  function answerApp(pathname: string, searchParams: URLSearchParams): Answer | null {
    if (pathname === '/app')
      return { status: 200, body: { slug: 'acme-gantry', html_url: pageOf(github.url) } };
    if (pathname === '/app/installations')
      return { status: 200, body: page(installations().map(described), searchParams) };
    const [, id] = /^\/app\/installations\/(\d+)$/.exec(pathname) ?? [];
    const known = installations().find((each) => each.id === Number(id));
    if (id !== undefined) return known ? { status: 200, body: described(known) } : notFound;
    const [, name, number] =
      /^\/repos\/([^/]+\/[^/]+)\/installation$|^\/repositories\/(\d+)\/installation$/.exec(pathname) ?? [];
    if (name === undefined && number === undefined) return null;
    const to = github.moved.get(name ?? '');
    if (to !== undefined)
      return { status: 301, body: {}, location: `${github.url}/repositories/${to}/installation` };
    const found = github.repositories.find(
      (each) => each.full_name === name || each.id === Number(number ?? Number.NaN),
    );
    const of = found && installations().find((each) => each.id === installationOf(found));
    return of ? { status: 200, body: described(of) } : notFound;
  }

  function answer(req: IncomingMessage, text: string): Answer {
    if (github.outage !== null) return { status: github.outage, body: { message: 'Out of order' } };
    const { pathname, searchParams } = new URL(req.url ?? '/', github.url);
    const credential = (req.headers.authorization ?? '').replace(/^Bearer /, '');
    const [, tokenOf] = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(pathname) ?? [];
    if (tokenOf !== undefined)
      return isProof(credential, github.appId, publicKey) ? answerToken(Number(tokenOf), text) : unauthorized;
    const conversion = /^\/app-manifests\/([^/]+)\/conversions$/.exec(pathname);
    if (conversion) return convert(conversion[1] ?? '');
    if (pathname.startsWith('/app') || pathname.endsWith('/installation')) {
      if (!isProof(credential, github.appId, publicKey)) return unauthorized;
      return answerApp(pathname, searchParams) ?? notFound;
    }
    const grant = tokens.get(credential);
    if (!grant) return unauthorized;
    const seen = github.repositories.filter(
      (each) =>
        installationOf(each) === grant.installation && (grant.repository_ids?.includes(each.id) ?? true),
    );
    if (pathname === '/installation/repositories')
      return {
        status: 200,
        body: { total_count: seen.length, repositories: page(seen, searchParams).map(toRepository) },
      };
    const [, name = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(?:\/(.+))?$/.exec(pathname) ?? [];
    const repository = seen.find(({ full_name }) => full_name === name);
    if (!repository) return notFound;
    if (rest === '') return { status: 200, body: toRepository(repository) };
    if (rest === 'branches')
      return {
        status: 200,
        body: repository.branches.map((each) => ({ name: each, commit: { sha: 'a'.repeat(40) } })),
      };
    if (rest.startsWith('statuses/') && grant.permissions?.statuses === 'write') {
      github.statuses.push({ path: pathname, body: JSON.parse(text) as Record<string, unknown> });
      return { status: 201, body: {} };
    }
    const deployment = /^deployments(?:\/(\d+)\/statuses)?$/.exec(rest);
    if (deployment && grant.permissions?.deployments === 'write')
      return writeDeployment(deployment[1], req.method ?? '', text);
    const comment = /^issues\/(?:(\d+)\/comments|comments\/(\d+))$/.exec(rest);
    if (comment && grant.permissions?.pull_requests === 'write')
      return writeComment(comment, JSON.parse(text) as { body: string }); // as the product wrote it
    return { status: 403, body: { message: 'Resource not accessible by integration' } };
  }

  /** Return a new app, once. */
  function convert(code: string) {
    if (!github.codes.delete(code)) return notFound;
    const body = {
      id: github.appId,
      slug: 'acme-gantry',
      name: github.manifest?.name,
      html_url: pageOf(github.url),
      client_id: 'Iv1.created',
      client_secret: 'the created client secret',
      webhook_secret: github.webhookSecret,
      pem: github.pem,
    };
    return { status: 201, body };
  }

  function writeDeployment(id: string | undefined, method: string, text: string) {
    if (method === 'GET')
      return {
        status: 200,
        body: [...github.deployments].map(([known, { body }]) => ({ id: known, payload: body.payload })),
      };
    const body = JSON.parse(text) as Record<string, unknown>; // as the product wrote it
    if (id === undefined) {
      const created = 5000 + github.deployments.size;
      github.deployments.set(created, { body, statuses: [] });
      return { status: 201, body: { id: created } };
    }
    const known = github.deployments.get(Number(id));
    if (!known) return notFound;
    known.statuses.push(body);
    return { status: 201, body: { id: 1 } };
  }

  function writeComment([, pullRequest, known]: RegExpExecArray, { body }: { body: string }) {
    if (known === undefined) {
      const id = 1000 + github.comments.size;
      github.comments.set(id, { pullRequest: Number(pullRequest), body });
      return { status: 201, body: { id } };
    }
    const before = github.comments.get(Number(known));
    if (!before) return notFound;
    github.comments.set(Number(known), { ...before, body });
    return { status: 200, body: { id: Number(known) } };
  }

  return github;
}

interface Answer {
  status: number;
  body: unknown;
  location?: string;
}

const notFound: Answer = { status: 404, body: { message: 'Not Found' } };
const unauthorized: Answer = { status: 401, body: { message: 'Bad credentials' } };

function toRepository({ id, full_name }: FakeGitHub['repositories'][number]) {
  const [, name] = full_name.split('/');
  return { id, name, full_name, private: true, default_branch: 'main', html_url: null };
}

function page<T>(items: readonly T[], query: URLSearchParams): T[] {
  const size = Number(query.get('per_page') ?? 30);
  const first = (Number(query.get('page') ?? 1) - 1) * size;
  return items.slice(first, first + size);
}

/** Whether a JWT is signed by the app's key, and neither too old nor too long-lived. */
function isProof(token: string, appId: number, publicKey: string): boolean {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const signed = Buffer.from(`${header}.${claims}`);
  const key = createPublicKey(publicKey);
  if (!verify('sha256', signed, key, Buffer.from(signature, 'base64url'))) return false;
  const { iat, exp, iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
    iat: number;
    exp: number;
    iss: string;
  }; // what was signed
  return iss === String(appId) && exp - iat <= 600 && iat <= Date.now() / 1000 && exp > Date.now() / 1000;
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer); // no encoding is set
  return Buffer.concat(chunks).toString();
}
