import { AppError, type AppErrorOptions, type ErrorCode } from '../../domain/error';

/** The reason why a sign-in was refused, besides LoginBlocked; `credentials` for a wrong password. */
export type SignInRefusalReason =
  | 'credentials'
  | 'password_disabled'
  | 'login_type'
  | 'suspended'
  | 'code_required'
  | 'code_incorrect';

/** A refusal worded as in the authorization contract (§13.3), with a reason that code can compare. */
export class SignInRefusal extends AppError {
  readonly why: SignInRefusalReason;
  /** How the user signs in instead, when the reason is `login_type`. */
  readonly loginType: string | null;

  constructor(
    why: SignInRefusalReason,
    code: ErrorCode,
    message: string,
    { loginType, ...options }: AppErrorOptions & { loginType?: string } = {},
  ) {
    super(code, message, options);
    this.why = why;
    this.loginType = loginType ?? null;
  }
}

/** The single error for an unknown address and a wrong password. */
export function wrongCredentials(): SignInRefusal {
  return new SignInRefusal('credentials', 'unauthenticated', 'Incorrect email or password.');
}

export function passwordDisabled(): SignInRefusal {
  return new SignInRefusal('password_disabled', 'forbidden', 'Password authentication is disabled.');
}

export function otherLoginType(loginType: string): SignInRefusal {
  const message = `Incorrect login type, attempting to use "password" but user is of login type "${loginType}"`;
  return new SignInRefusal('login_type', 'forbidden', message, { loginType });
}

export function suspendedAccount(): SignInRefusal {
  const message = 'Your account is suspended. Contact an admin to reactivate your account.';
  return new SignInRefusal('suspended', 'unauthenticated', message);
}

export function codeRequired(): SignInRefusal {
  const message = 'A one-time code is required.';
  return new SignInRefusal('code_required', 'unauthenticated', message, {
    fields: { totp_code: [message] },
  });
}

export function codeIncorrect(): SignInRefusal {
  const message = 'The one-time code is incorrect or was already used.';
  return new SignInRefusal('code_incorrect', 'unauthenticated', message, {
    fields: { totp_code: [message] },
  });
}
