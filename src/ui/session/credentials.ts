import { paths } from '../paths';

/** next-auth's own routes (src/http mounts it). Plain requests: its client library would only add weight here. */
const authUrl = '/api/auth';

export type SignInResult = { ok: true } | { ok: false; message: string };

async function csrfToken(): Promise<string> {
  const response = await fetch(`${authUrl}/csrf`);
  if (!response.ok) throw new Error('Gantry did not answer. Check that it is running and reachable.');
  const body: { csrfToken: string } = await response.json();
  return body.csrfToken;
}

async function post(path: string, values: Record<string, string>): Promise<Response> {
  return fetch(`${authUrl}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...values, csrfToken: await csrfToken(), json: 'true' }),
  });
}

export async function signIn(email: string, password: string): Promise<SignInResult> {
  const response = await post('/callback/credentials', { email, password, callbackUrl: paths.home() });
  if (response.status === 429)
    return { ok: false, message: waitMessage(response.headers.get('Retry-After')) };
  const body: { url?: string } = await response.json().catch(() => ({}));
  const refusal = body.url ? new URL(body.url, window.location.origin).searchParams.get('error') : null;
  if (response.ok && !refusal) return { ok: true };
  if (response.status >= 500)
    return { ok: false, message: 'Gantry could not check the sign-in. Try again in a moment.' };
  return { ok: false, message: 'Incorrect email or password.' };
}

function waitMessage(retryAfter: string | null): string {
  const minutes = Math.ceil(Number(retryAfter ?? 60) / 60);
  return `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
}

/** Revokes the session and leaves for the sign-in page, dropping everything that was loaded. */
export async function signOut(): Promise<void> {
  await post('/signout', { callbackUrl: paths.signIn() });
  window.location.assign(paths.signIn());
}
