/** Why a sign-in was refused. After the first two, the form asks for a code. */
export type SignInRefusal =
  | { kind: 'code-required' }
  | { kind: 'code-incorrect' }
  | { kind: 'throttled'; seconds: number }
  | { kind: 'other-method'; method: 'github' | 'oidc' }
  | { kind: Reason };

const reasons = {
  incorrect: 'Incorrect email or password.',
  suspended: 'Your account is suspended. Contact an admin to reactivate your account.',
  'password-disabled':
    'Signing in with a password is turned off on this installation. Use one of the buttons below.',
  unavailable: 'Gantry could not check the sign-in. Try again in a moment.',
} as const;
type Reason = keyof typeof reasons;

const words: Record<string, SignInRefusal> = {
  code_required: { kind: 'code-required' },
  code_incorrect: { kind: 'code-incorrect' },
  suspended: { kind: 'suspended' },
  password_disabled: { kind: 'password-disabled' },
  unavailable: { kind: 'unavailable' },
  'login_type:github': { kind: 'other-method', method: 'github' },
  'login_type:oidc': { kind: 'other-method', method: 'oidc' },
};

/**
 * Parse the error code that the server puts into next-auth's response; an unknown one means a wrong e-mail or password.
 */
export function readRefusal(word: string): SignInRefusal {
  const wait = /^too_many_attempts:(\d+)$/.exec(word)?.[1];
  if (wait) return throttled(Number(wait));
  return Object.hasOwn(words, word) ? (words[word] ?? { kind: 'incorrect' }) : { kind: 'incorrect' };
}

export function throttled(seconds: number): SignInRefusal {
  return { kind: 'throttled', seconds: Number.isFinite(seconds) ? Math.max(1, seconds) : 60 };
}

interface Attempt {
  /** Name of the OpenID provider of this installation. */
  providerName?: string | undefined;
  /** Whether the code was a recovery code. */
  isRecovery?: boolean;
}

export function refusalText(
  refusal: SignInRefusal,
  { providerName = 'single sign-on', isRecovery = false }: Attempt = {},
): string {
  switch (refusal.kind) {
    case 'code-required':
      return 'Enter the code from your authenticator app.';
    case 'code-incorrect':
      return isRecovery
        ? 'That recovery code is incorrect or was already used. Each works once.'
        : 'That code is incorrect. Codes change every 30 seconds, and each works once.';
    case 'throttled':
      return `Too many attempts. Try again in ${waitText(refusal.seconds)}.`;
    case 'other-method':
      return `This account signs in with ${refusal.method === 'github' ? 'GitHub' : providerName}, not with a password.`;
    default:
      return reasons[refusal.kind];
  }
}

function waitText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

const providerReasons: Record<string, string> = {
  provider_denied: 'The provider refused the sign-in, or you cancelled it.',
  provider_unknown_user: 'No account here belongs to that identity. Ask an admin to invite you.',
  provider_no_email:
    'The provider has not verified your e-mail address, so no account can be created. Verify it there first.',
  provider_failed: 'The provider could not be reached, or its response was not valid. Try again.',
  state_expired: 'The sign-in took too long or was opened twice. Start again.',
  suspended: reasons.suspended,
  'login_type:password':
    'An account with your address signs in with a password. Sign in with it, then change the sign-in method.',
  provider_account_taken: 'That identity is linked to another account here.',
};

/** Text for a refused sign-in through a provider, whose error code is in the address; null if there is none. */
export function providerRefusal(word: string | null): string | null {
  if (!word) return null;
  return Object.hasOwn(providerReasons, word)
    ? (providerReasons[word] ?? null)
    : 'Signing in with the provider did not work. Try again.';
}
