import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier } from 'openid-client';
import type { SignInSecrets } from './provider';

export function newSignInSecrets(): SignInSecrets {
  return { verifier: randomPKCECodeVerifier(), nonce: randomNonce() };
}

/** Make the parameters of the authorization request, RFC 7636 §4.3. */
export async function challengeOf({ verifier }: SignInSecrets) {
  return { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
}
