import { paths, type SignInNotice } from '../paths';
import { readRefusal, type SignInRefusal, throttled } from './sign-in-refusal';

/**
 * Path of next-auth's own routes (src/http mounts them). Plain requests suffice: its client library would only add
 * weight.
 */
const authUrl = '/api/auth';

export type SignInResult = { ok: true } | { ok: false; refusal: SignInRefusal };

export interface Credentials {
  email: string;
  password: string;
  /** Six digits from the authenticator app, or a recovery code. */
  code?: string;
}

async function readAuth<T>(path: string): Promise<T> {
  const response = await fetch(`${authUrl}${path}`);
  if (!response.ok) throw new Error('Gantry did not respond. Check that it is running and reachable.');
  return response.json();
}

async function post(path: string, values: Record<string, string>): Promise<Response> {
  const { csrfToken } = await readAuth<{ csrfToken: string }>('/csrf');
  return fetch(`${authUrl}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...values, csrfToken, json: 'true' }),
  });
}

/** Try to sign in; return every refusal as one that the form can explain. */
export async function signIn({ email, password, code }: Credentials): Promise<SignInResult> {
  const values = { email, password, callbackUrl: paths.home() };
  const response = await post('/callback/credentials', code ? { ...values, totp_code: code } : values);
  if (response.status === 429)
    return { ok: false, refusal: throttled(Number(response.headers.get('Retry-After') ?? 60)) };
  const body: { url?: string } = await response.json().catch(() => ({}));
  const word = body.url ? new URL(body.url, window.location.origin).searchParams.get('error') : null;
  if (response.ok && !word) return { ok: true };
  if (response.status >= 500) return { ok: false, refusal: { kind: 'unavailable' } };
  return { ok: false, refusal: readRefusal(word ?? '') };
}

/** Sign in with a new account, or load the sign-in page when that fails. */
export async function signInAndLoad(credentials: Credentials, page: string): Promise<void> {
  const result = await signIn(credentials);
  window.location.assign(result.ok ? page : paths.signIn(page));
}

/** Find the signed-in user of this browser; null if there is none. Works without a session. */
export async function readSignedIn(): Promise<{ name: string; email: string } | null> {
  const { user } = await readAuth<{ user?: { name: string; email: string } }>('/session');
  return user ?? null;
}

/** Revoke the session and load another page, which drops all loaded data. */
export async function signOut(to: string = paths.signIn()): Promise<void> {
  await post('/signout', { callbackUrl: to });
  window.location.assign(to);
}

/** Go to the sign-in page, which explains why, after the server has already ended the session. */
export function leaveForSignIn(notice: SignInNotice): void {
  window.location.assign(paths.signIn(undefined, notice));
}
