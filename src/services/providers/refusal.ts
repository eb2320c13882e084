import { AppError, type AppErrorOptions, type ErrorCode } from '../../domain/error';

/**
 * The reason why a user who came back from a provider is refused: `provider_denied` the user or the provider declined ·
 * `provider_unknown_user` no account, and registration is closed · `provider_no_email` no account, and no verified
 * address to make an account for · `provider_failed` the exchange went wrong · `provider_account_taken` the provider
 * account belongs to another user · `login_type:…` the account uses another way to sign in · `state_expired` the
 * attempt is too old, used, or was begun in another browser.
 */
export type ProviderRefusalWord =
  | 'provider_denied'
  | 'provider_unknown_user'
  | 'provider_no_email'
  | 'provider_failed'
  | 'provider_account_taken'
  | 'suspended'
  | 'state_expired'
  | `login_type:${string}`;

/** A refusal with a code that the sign-in page turns into a sentence. */
export class ProviderRefusal extends AppError {
  readonly word: ProviderRefusalWord;
  /** Page to which the attempt was to lead, for another try. null when the attempt is unknown. */
  redirectTo: string | null = null;

  constructor(word: ProviderRefusalWord, code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(code, message, options);
    this.word = word;
  }
}

export function stateExpired(): ProviderRefusal {
  return new ProviderRefusal('state_expired', 'bad_request', 'This sign-in has expired. Start again.');
}

export function suspended(): ProviderRefusal {
  const message = 'Your account is suspended. Contact an admin to reactivate your account.';
  return new ProviderRefusal('suspended', 'unauthenticated', message);
}

export function otherLoginType(loginType: string): ProviderRefusal {
  const message = `This account signs in with ${loginType}.`;
  return new ProviderRefusal(`login_type:${loginType}`, 'forbidden', message);
}
