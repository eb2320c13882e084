import { digestOf } from '../../auth/digest';
import type { SignInSecrets } from '../../auth/providers/provider';
import type { ProviderSignIn } from '../../db/generated/client';
import type { ProviderType } from '../../domain/provider-settings';
import type { Services } from '../context';

type Tools = Pick<Services, 'database' | 'clock'>;

/** Purpose to which the sealer binds the secrets of an attempt. */
const purpose = 'provider_sign_ins.secrets';

export interface NewAttempt {
  state: string;
  provider: ProviderType;
  lifetimeMs: number;
  redirectTo: string;
  /** null until the browser is sent to the provider. */
  secrets: SignInSecrets | null;
  /** Set when it converts the login of a user. */
  conversion: { userId: string; fromType: ProviderSignIn['fromType'] } | null;
}

/** Insert a new sign-in. @returns when it expires */
export async function insertAttempt({ database, clock }: Tools, attempt: NewAttempt): Promise<Date> {
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + attempt.lifetimeMs);
  await database.db.providerSignIn.create({
    data: {
      stateHash: digestOf(attempt.state),
      provider: attempt.provider,
      userId: attempt.conversion?.userId ?? null,
      fromType: attempt.conversion?.fromType ?? null,
      secrets: attempt.secrets && sealed(database, attempt.secrets),
      redirectTo: attempt.redirectTo,
      createdAt: now,
      expiresAt,
    },
  });
  return expiresAt;
}

/** Find an attempt that can still be used; null otherwise. */
export function findAttempt({ database, clock }: Tools, provider: ProviderType, state: string) {
  return database.db.providerSignIn.findFirst({
    where: { stateHash: digestOf(state), provider, usedAt: null, expiresAt: { gt: clock.now() } },
  });
}

/** Record that a conversion's browser is sent to the provider. */
export async function departAttempt(
  { database }: Tools,
  stateHash: string,
  { secrets, redirectTo }: Pick<NewAttempt, 'redirectTo'> & { secrets: SignInSecrets },
): Promise<void> {
  await database.db.providerSignIn.update({
    where: { stateHash },
    data: { secrets: sealed(database, secrets), redirectTo },
  });
}

export interface UsedAttempt {
  userId: string | null;
  fromType: ProviderSignIn['fromType'];
  redirectTo: string;
  secrets: SignInSecrets;
}

/** Use an attempt up: if two bring back the same state, only one gets it; null for the other. */
export async function takeAttempt(
  tools: Tools,
  provider: ProviderType,
  state: string,
): Promise<UsedAttempt | null> {
  const attempt = await findAttempt(tools, provider, state);
  if (!attempt?.secrets) return null;
  const { database, clock } = tools;
  const { count } = await database.db.providerSignIn.updateMany({
    where: { stateHash: attempt.stateHash, usedAt: null },
    data: { usedAt: clock.now() },
  });
  if (count === 0) return null;
  const secrets: SignInSecrets = JSON.parse(database.sealer.open(attempt.secrets, purpose).reveal()); // written by `sealed`
  return { ...attempt, secrets };
}

function sealed({ sealer }: Tools['database'], secrets: SignInSecrets) {
  return sealer.seal(JSON.stringify(secrets), purpose);
}
