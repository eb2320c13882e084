import { signConversion } from '../../auth/providers/conversion-token';
import { AppError } from '../../domain/error';
import { isProviderType, type ProviderType } from '../../domain/provider-settings';
import { Secret } from '../../domain/secret';
import { randomBase62 } from '../../lib/random';
import type { Scope } from '../context';
import { checkCredentials } from '../sessions/check-credentials';
import { insertAttempt } from './attempt';
import { requireProvider } from './configured';
import { conversionKey } from './conversion';

const lifetimeMs = 5 * 60_000;
const stateLength = 32;
/** Login types from Coder to which no user can be converted. */
const refusedTypes = new Set(['password', 'token', 'none']);

export interface ConversionRequest {
  toType: string;
  password: Secret;
  /** Code, if a second factor is on. */
  code?: string | undefined;
}

export interface RequestedConversion {
  userId: string;
  toType: ProviderType;
  /** State that the browser takes along to the provider. */
  state: string;
  /** Text of the cookie that must come back with it. */
  token: Secret;
  expiresAt: Date;
}

/**
 * Begin to change how the caller signs in (authorization contract §13.7). Nothing changes until they come back from the
 * provider.
 * @throws AppError bad_request; see checkCredentials for the password
 */
export async function requestConversion(
  scope: Scope,
  { toType, password, code }: ConversionRequest,
): Promise<RequestedConversion> {
  const { database, principal, clock } = scope;
  const type = requireConvertible(toType);
  requireProvider(scope, type);
  const userId = principal.user.id;
  const user = await database.db.user.findUniqueOrThrow({ where: { id: userId } });
  if (user.loginType !== 'password')
    throw new AppError('bad_request', 'User account must have password based authentication.');
  await checkCredentials(scope, { email: user.email, password, code });
  const state = `convert-${randomBase62(stateLength)}`;
  const fromType = user.loginType;
  const expiresAt = await insertAttempt(scope, {
    state,
    provider: type,
    lifetimeMs,
    redirectTo: '/',
    secrets: null,
    conversion: { userId, fromType },
  });
  const conversion = { userId, state, fromType, toType: type };
  const token = await signConversion(conversionKey(scope), conversion, { now: clock.now(), expiresAt });
  scope.notes.targetUuid = userId;
  return { userId, toType: type, state, token: new Secret(token), expiresAt };
}

function requireConvertible(toType: string): ProviderType {
  if (isProviderType(toType)) return toType;
  const quoted = `"${toType.slice(0, 64)}"`;
  throw new AppError(
    'bad_request',
    refusedTypes.has(toType) ? `Cannot convert to login type ${quoted}.` : `Unknown login type ${quoted}.`,
  );
}
