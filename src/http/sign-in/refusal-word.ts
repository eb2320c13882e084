import { LoginBlocked } from '../../auth/login-throttle';
import { SignInRefusal } from '../../services/sessions/sign-in-refusal';

/**
 * Get the word for a refused sign-in: `code_required`, `code_incorrect`, `suspended`, `password_disabled`,
 * `login_type:<type>`, `too_many_attempts:<seconds>`; `unavailable` for a fault; null for a wrong e-mail or password.
 */
export function refusalWord(error: unknown): string | null {
  if (error instanceof LoginBlocked) return `too_many_attempts:${error.seconds}`;
  if (!(error instanceof SignInRefusal)) return 'unavailable';
  if (error.why === 'credentials') return null;
  return error.why === 'login_type' ? `login_type:${error.loginType}` : error.why;
}
