import type { TestServer } from './testing';

/** For integration tests only: how a browser handles cookies when a user signs in. */
export interface Browser {
  cookies: Map<string, string>;
  /** `Set-Cookie` lines as received, by cookie name. */
  received: Map<string, string>;
  /** Sign in. @param code of the second factor */
  signIn(email: string, password: string, code?: string): Promise<Response>;
  signOut(): Promise<Response>;
  /** Send a request with the cookies. Unsafe ones come from the panel's own page unless headers say otherwise. */
  fetch(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>;
}

export function createBrowser(server: TestServer): Browser {
  const cookies = new Map<string, string>();
  const received = new Map<string, string>();

  async function send(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'sec-fetch-site': 'same-origin', ...options.headers };
    const answer = await server.fetch(method, path, { ...options, headers });
    for (const line of answer.headers.getSetCookie()) {
      const name = line.slice(0, line.indexOf('='));
      received.set(name, line);
      const value = line.slice(name.length + 1).split(';')[0] ?? '';
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }

  async function post(path: string, body: Record<string, string>): Promise<Response> {
    const { csrfToken } = (await (await send('GET', '/api/auth/csrf')).json()) as { csrfToken: string };
    return send('POST', path, {
      body: new URLSearchParams({ ...body, csrfToken, json: 'true' }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
  }

  return {
    cookies,
    received,
    fetch: send,
    signIn: (email, password, code) =>
      post('/api/auth/callback/credentials', { email, password, ...(code ? { totp_code: code } : {}) }),
    signOut: () => post('/api/auth/signout', {}),
  };
}
