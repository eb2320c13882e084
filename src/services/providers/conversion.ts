import type { Principal } from '../../auth/context';
import { matchesConversion } from '../../auth/providers/conversion-token';
import type { ProviderType } from '../../domain/provider-settings';
import type { Secret } from '../../domain/secret';
import type { Services } from '../context';
import type { UsedAttempt } from './attempt';
import { stateExpired } from './refusal';

/** Name of the cookie that ties a conversion to its browser; Coder's name for it. */
export const conversionCookie = 'coder_oauth_convert_jwt';

/** The key that signs the cookie. */
export function conversionKey({ database }: Pick<Services, 'database'>): Secret {
  return database.sealer.derive('convert-login');
}

export interface ConversionClaim {
  attempt: Pick<UsedAttempt, 'userId' | 'fromType'>;
  type: ProviderType;
  state: string;
  /** Token of the cookie. */
  token: string | null;
  /** The signed-in user. */
  principal: Principal | null;
}

/**
 * Require that cookie, state and user belong together (authorization contract §13.7).
 * @returns the user whose login is converted
 * @throws ProviderRefusal state_expired
 */
export async function requireConversion(
  services: Services,
  { attempt: { userId, fromType }, type, state, token, principal }: ConversionClaim,
): Promise<string> {
  if (!userId || !fromType || !token || principal?.user.id !== userId) throw stateExpired();
  const conversion = { userId, state, fromType, toType: type };
  const now = services.clock.now();
  if (!(await matchesConversion(conversionKey(services), token, conversion, now))) throw stateExpired();
  return userId;
}
