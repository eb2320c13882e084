import type { Browser } from '../browser.testing';

const maxHops = 15;

/**
 * For integration tests only: follow a browser to a provider and back. Cookies of the panel are the browser's, those of
 * the provider last for the journey.
 * @param origin of the panel
 * @returns path and query of the first page of the panel that is not a callback
 */
export async function journey(browser: Browser, origin: string, start: string): Promise<string> {
  const foreign = new Map<string, string>();
  let next = new URL(start, origin);
  for (let hop = 0; hop < maxHops; hop++) {
    const path = next.pathname + next.search;
    if (next.origin === origin && !next.pathname.endsWith('/callback')) return path;
    const answer = next.origin === origin ? await browser.fetch('GET', path) : await visit(next, foreign);
    const location = answer.headers.get('location');
    if (location === null)
      throw new Error(`${next.href} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    next = new URL(location, next);
  }
  throw new Error(`More than ${maxHops} redirects.`);
}

async function visit(url: URL, cookies: Map<string, string>): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return answer;
}
