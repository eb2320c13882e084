import type { Outputs } from '../trpc';

export type LoginType = Outputs['profile']['get']['login_type'];

/**
 * The name of a way to sign in.
 * @param providerName how this installation calls its OpenID provider, where that is known
 */
export function methodName(type: LoginType, providerName?: string | null): string {
  if (type === 'password') return 'Password';
  if (type === 'github') return 'GitHub';
  return providerName || 'Single sign-on';
}
