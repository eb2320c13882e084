import { z } from 'zod';
import { AppError, notFound } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { isLimited } from '../../engine/remote-api/call';
import { type OutgoingAnswer, sendOutgoing } from '../../lib/outgoing-request';
import type { Installation } from '../context';

const DEADLINE_MS = 15_000;
const MAX_BYTES = 10 * 1024 * 1024;
const API_VERSION = '2022-11-28';

export interface GitHubCall<T> {
  method?: 'GET' | 'POST' | 'PATCH';
  /** Path below the API's address, with its query. */
  path: string;
  /** The app's proof, or a token; null when a code in the path suffices. */
  credential: Secret | null;
  body?: object;
  answer: z.ZodType<T>;
  /** What is missing when GitHub answers 404; absent: a 404 is a refusal. */
  missing?: string;
  /** Ends the request, as if GitHub did not answer. */
  signal?: AbortSignal;
}

const refusal = z.object({ message: z.string().max(300) });
const redirects: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/** GitHub's refusal of a request, with its HTTP status. */
export class GitHubRefusal extends AppError {
  constructor(
    readonly status: number,
    reason: string,
    path: string,
  ) {
    super('bad_request', `GitHub refused the GitHub App: ${reason}`, { detail: `${status} ${path}` });
  }
}

/**
 * Call the API of GitHub at the address of an app. Of a repository that was renamed or transferred, GitHub redirects to
 * the new address, which is followed once and only at the same origin.
 * @throws GitHubRefusal bad_request with GitHub's reason · AppError unavailable when it does not answer
 */
export async function callGitHub<T>(
  { internalHosts }: Pick<Installation, 'internalHosts'>,
  apiUrl: string,
  { method = 'GET', path, credential, body, answer, missing, signal }: GitHubCall<T>,
): Promise<T> {
  const ask = (url: URL) =>
    sendOutgoing({
      method,
      url,
      headers: {
        Accept: 'application/vnd.github+json',
        ...(credential && { Authorization: `Bearer ${credential.reveal()}` }),
        'User-Agent': 'Gantry',
        'X-GitHub-Api-Version': API_VERSION,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      internalHosts,
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
      ...(signal && { signal }),
    });
  const url = new URL(apiUrl.replace(/\/+$/, '') + path);
  let response = await ask(url);
  const moved = method === 'GET' ? movedTo(url, response) : null;
  if (moved) response = await ask(moved);
  const { status, text } = response;
  if (status === 404 && missing !== undefined) throw notFound(missing);
  if (status >= 500 || isLimited(response))
    throw new AppError('unavailable', `GitHub responded with status ${status}. Try again later.`);
  const json = parse(text);
  if (status < 200 || status >= 300) {
    const reason = refusal.safeParse(json).data?.message ?? `status ${status}`;
    throw new GitHubRefusal(status, reason, path);
  }
  const read = answer.safeParse(json);
  if (!read.success)
    throw new AppError('unavailable', 'GitHub sent a response that Gantry does not understand.');
  return read.data;
}

function movedTo({ origin }: URL, { status, headers }: OutgoingAnswer): URL | null {
  const { location } = headers;
  if (!redirects.has(status) || typeof location !== 'string' || !URL.canParse(location, origin)) return null;
  const to = new URL(location, origin);
  return to.origin === origin ? to : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
