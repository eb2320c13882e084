import { AppError, type AppErrorOptions, type ErrorCode } from '../../domain/error';

/**
 * The reason why a person who came back from a provider is not let in: `provider_denied` they or the provider said no ·
 * `provider_unknown_user` no account, and registration is closed · `provider_no_email` no account, and no verified
 * address to make an account for · `provider_failed` the exchange went wrong ·
 * `provider_account_taken` it belongs to another user · `login_type:…` the account signs in otherwise · `state_expired`
 * the attempt is too old, used, or was begun in another browser.
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

/** A refusal with a word that the sign-in page turns into a sentence. */
export class ProviderRefusal extends AppError {
  readonly word: ProviderRefusalWord;
  /** Page that the attempt was to lead to: another try goes on from there. null when the attempt is not known. */
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
