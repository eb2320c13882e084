import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import type { ProviderSettings } from '../../domain/provider-settings';
import { Secret } from '../../domain/secret';

/** An account at the provider. */
export interface Account {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
}

/** For integration tests only: a real, certified OpenID provider on loopback. */
export interface TestOidcProvider {
  settings: NonNullable<ProviderSettings['oidc']>;
  /** Account that signs in at the next visit; null: the user cancels. */
  person: Account | null;
  stop(): Promise<void>;
}

/**
 * Start the provider.
 * @param redirectUri the only redirect URI of the client
 * @param wantedPort 0: any free port
 */
export async function startOidcProvider(redirectUri: string, wantedPort = 0): Promise<TestOidcProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const issuer = `http://127.0.0.1:${port}`;
  const accounts = new Map<string, Account>();
  const clientId = 'gantry';
  const clientSecret = 'a-client-secret-of-the-test';
  const configuration: Configuration = {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    cookies: { keys: ['a-cookie-key-of-the-test'] },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => {
      const account = accounts.get(sub);
      return account && { accountId: sub, claims: async () => ({ ...account }) };
    },
    // The provider requests no consent.
    async loadExistingGrant(ctx) {
      const { session, client, provider } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
  const provider = new Provider(issuer, configuration);
  provider.on('server_error', (_ctx, error) => process.stderr.write(`${error.stack}\n`));
  const test: TestOidcProvider = {
    settings: { issuerUrl: issuer, clientId, clientSecret: new Secret(clientSecret), name: 'Test ID' },
    person: null,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const handle = provider.callback();
  server.on('request', (req, res) => {
    if (!req.url?.startsWith('/interaction/')) return void handle(req, res);
    const { person } = test;
    if (person) accounts.set(person.sub, person);
    const result = person
      ? { login: { accountId: person.sub, remember: false } }
      : { error: 'access_denied', error_description: 'End-user aborted' };
    provider.interactionFinished(req, res, result).catch((error: unknown) => res.destroy(error as Error)); // only Errors are thrown
  });
  return test;
}
