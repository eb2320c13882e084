import { createPrivateKey, sign } from 'node:crypto';
import { z } from 'zod';
import type { PrivateKey } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { toPkcs8 } from '../../lib/ssh-key';
import type { OrganizationScope } from '../context';
import { openPrivateKey } from '../private-keys/sealed';
import { callGitHub } from './client';
import type { GithubApp } from './find';

/** GitHub refuses proofs that live longer than ten minutes; allow one minute of clock skew. */
const LIFETIME_SECONDS = 540;
const DRIFT_SECONDS = 60;

const tokenAnswer = z.object({ token: z.string().min(1).max(1000) });

/** Restrictions of a token; without them, it may do all that the app may. */
export interface TokenUse {
  repositoryIds?: readonly number[];
  permissions?: Readonly<Record<string, 'read' | 'write'>>;
  /** Ends the request. */
  signal?: AbortSignal;
  /** The app's proof, for several tokens at once; absent: one is made. */
  proof?: Secret;
}

/**
 * Get a token of one installation of an app, which GitHub keeps valid for an hour.
 * @throws GitHubRefusal bad_request with GitHub's reason · AppError unavailable when it does not answer
 */
export async function installationToken(
  scope: Pick<OrganizationScope, 'db' | 'database' | 'clock' | 'installation'>,
  app: GithubApp,
  installationId: number,
  { repositoryIds, permissions, proof, signal }: TokenUse = {},
): Promise<Secret> {
  const { token } = await callGitHub(scope.installation, app.apiUrl, {
    method: 'POST',
    path: `/app/installations/${installationId}/access_tokens`,
    credential: proof ?? (await appProof(scope, app)),
    body: {
      ...(repositoryIds && { repository_ids: repositoryIds }),
      ...(permissions && { permissions }),
    },
    answer: tokenAnswer,
    ...(signal && { signal }),
  });
  return new Secret(token);
}

/** The proof that a call comes from the app itself. @throws AppError bad_request when its key is not RSA */
export async function appProof(
  scope: Pick<OrganizationScope, 'db' | 'database' | 'clock'>,
  app: GithubApp,
): Promise<Secret> {
  const key = await scope.db.privateKey.findUniqueOrThrow({ where: { id: app.privateKeyId } });
  return proofOf(scope, app, key);
}

/** A JWT that authenticates the app (RFC 7519, RS256). @throws AppError bad_request when its key is not RSA */
function proofOf(
  { database, clock }: Pick<OrganizationScope, 'database' | 'clock'>,
  { appId }: GithubApp,
  row: PrivateKey,
): Secret {
  if (!row.publicKey.startsWith('ssh-rsa '))
    throw new AppError(
      'bad_request',
      'The private key of the GitHub App was replaced by one that is not RSA.',
    );
  const key = createPrivateKey(toPkcs8(openPrivateKey(database.sealer, row)).reveal());
  const now = Math.floor(clock.now().getTime() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iat: now - DRIFT_SECONDS, exp: now + LIFETIME_SECONDS, iss: String(appId) };
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return new Secret(`${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`);
}
