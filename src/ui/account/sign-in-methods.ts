import type { Outputs } from '../trpc';

export type LoginType = Outputs['profile']['get']['login_type'];

/**
 * Name a way to sign in.
 * @param providerName name that this installation gives its OpenID provider, if known
 */
export function methodName(type: LoginType, providerName?: string | null): string {
  if (type === 'password') return 'Password';
  if (type === 'github') return 'GitHub';
  return providerName || 'Single sign-on';
}
