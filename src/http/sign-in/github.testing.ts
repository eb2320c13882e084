import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ProviderSettings } from '../../domain/provider-settings';
import { Secret } from '../../domain/secret';

export interface GitHubUser {
  id: number;
  login: string;
  name: string | null;
  emails: { email: string; primary: boolean; verified: boolean }[];
}

/**
 * For integration tests only: the endpoints of GitHub's OAuth flow and the two of its REST API that follow, as
 * docs.github.com describes them (with the addresses of an enterprise installation). github.com itself is never
 * contacted.
 */
export interface TestGitHub {
  settings: NonNullable<ProviderSettings['github']>;
  /** User who authorizes the application at the next visit. */
  user: GitHubUser;
  stop(): Promise<void>;
}

export async function startGitHub(user: GitHubUser): Promise<TestGitHub> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const url = `http://127.0.0.1:${port}`;
  const clientSecret = 'a-client-secret-of-the-test';
  const github: TestGitHub = {
    settings: {
      url,
      apiUrl: `${url}/api/v3`,
      clientId: 'Iv1.gantry',
      clientSecret: new Secret(clientSecret),
    },
    user,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const codes = new Map<string, { challenge: string | null; redirectUri: string | null }>();
  const tokens = new Set<string>();

  const authorize = ({ searchParams }: URL, res: ServerResponse) => {
    const code = randomUUID();
    const redirectUri = searchParams.get('redirect_uri');
    codes.set(code, { challenge: searchParams.get('code_challenge'), redirectUri });
    const back = new URL(redirectUri ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', searchParams.get('state') ?? '');
    res.writeHead(302, { Location: back.href }).end();
  };

  /**
   * Exchange a code for a token. Responses, refusals included, have status 200 and a form-encoded body unless JSON is
   * requested.
   */
  const exchange = async (req: IncomingMessage, res: ServerResponse) => {
    const form = new URLSearchParams(await text(req));
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const isProved = createHash('sha256').update(verifier).digest('base64url') === code?.challenge;
    const answer = (fields: Record<string, string>) => {
      const isJson = req.headers.accept?.includes('application/json');
      const type = isJson ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded';
      res.writeHead(200, { 'Content-Type': type });
      res.end(isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString());
    };
    if (form.get('client_secret') !== clientSecret) return answer({ error: 'incorrect_client_credentials' });
    if (!code || !isProved || code.redirectUri !== form.get('redirect_uri'))
      return answer({ error: 'bad_verification_code' });
    const token = `gho_${randomUUID()}`;
    tokens.add(token);
    answer({ access_token: token, scope: 'read:user,user:email', token_type: 'bearer' });
  };

  const api = (req: IncomingMessage, res: ServerResponse, body: unknown) => {
    const token = req.headers.authorization?.replace(/^Bearer /i, '') ?? '';
    const isKnown = tokens.has(token) && req.headers['user-agent'] !== undefined;
    res.writeHead(isKnown ? 200 : 401, { 'Content-Type': 'application/json; charset=utf-8' });
    res.end(JSON.stringify(isKnown ? body : { message: 'Bad credentials' }));
  };

  server.on('request', (req, res) => {
    const address = new URL(req.url ?? '/', url);
    const { emails, ...profile } = github.user;
    switch (`${req.method} ${address.pathname}`) {
      case 'GET /login/oauth/authorize':
        return authorize(address, res);
      case 'POST /login/oauth/access_token':
        return void exchange(req, res);
      case 'GET /api/v3/user':
        return api(req, res, profile);
      case 'GET /api/v3/user/emails':
        return api(req, res, emails);
      default:
        res.writeHead(404).end();
    }
  });
  return github;
}
