import { paths, type SignInNotice } from '../paths';
import { readRefusal, type SignInRefusal, throttled } from './sign-in-refusal';

/** next-auth's own routes (src/http mounts it). Plain requests: its client library would only add weight here. */
const authUrl = '/api/auth';

export type SignInResult = { ok: true } | { ok: false; refusal: SignInRefusal };

export interface Credentials {
  email: string;
  password: string;
  /** Six digits of the authenticator app, or one of the recovery codes. */
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

/** Try to sign in; every refusal is a word that the form knows. */
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

/** The user who is signed in in this browser, or null. Never refused. */
export async function readSignedIn(): Promise<{ name: string; email: string } | null> {
  const { user } = await readAuth<{ user?: { name: string; email: string } }>('/session');
  return user ?? null;
}

/** Revoke the session and load another page, dropping everything that was loaded. */
export async function signOut(to: string = paths.signIn()): Promise<void> {
  await post('/signout', { callbackUrl: to });
  window.location.assign(to);
}

/** Leave for the sign-in page, which says why, when the server has ended the session already. */
export function leaveForSignIn(notice: SignInNotice): void {
  window.location.assign(paths.signIn(undefined, notice));
}
