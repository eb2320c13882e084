import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the pages know about the app. */
interface Pages {
  url: string;
  installationId: number;
  manifest: Record<string, unknown> | null;
  codes: Set<string>;
}

/** Page of the app at GitHub. */
export const pageOf = (url: string) => `${url}/apps/acme-gantry`;

/**
 * The pages of GitHub on which a user creates an app from a manifest and installs it, as docs.github.com describes
 * them. @returns whether the request was for one of them
 */
export function servePage(github: Pages, req: IncomingMessage, res: ServerResponse, body: string): boolean {
  const { pathname, searchParams } = new URL(req.url ?? '/', github.url);
  const state = searchParams.get('state') ?? '';
  const isForm = /^(\/organizations\/[^/]+)?\/settings\/apps\/new$/.test(pathname);
  if (isForm && req.method === 'POST') {
    const manifest = new URLSearchParams(body).get('manifest') ?? '';
    github.manifest = JSON.parse(manifest) as Record<string, unknown>; // as the product wrote it
    show(res, `/created?state=${encodeURIComponent(state)}`, 'Create GitHub App');
  } else if (pathname === '/created') {
    const code = randomUUID().replaceAll('-', '');
    github.codes.add(code);
    lead(res, github.manifest?.redirect_url, { code, state });
  } else if (pathname === '/apps/acme-gantry/installations/new')
    show(res, `/installed?state=${encodeURIComponent(state)}`, 'Install');
  else if (pathname === '/installed')
    lead(res, github.manifest?.setup_url, {
      installation_id: String(github.installationId),
      setup_action: 'install',
      state,
    });
  else return false;
  return true;
}

function show(res: ServerResponse, action: string, button: string): void {
  const page = `<!doctype html><title>GitHub</title><link rel="icon" href="data:,"><form method="post" action="${action}"><button>${button}</button></form>`;
  res.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
}

function lead(res: ServerResponse, to: unknown, query: Record<string, string>): void {
  res.writeHead(302, { Location: `${to}?${new URLSearchParams(query)}` }).end();
}
