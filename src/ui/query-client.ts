import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { noMembershipMessage } from '../domain/no-membership';
import { readApiError } from './api-error';
import { isPublicPage, paths } from './paths';

/**
 * Leave for the sign-in page when a session ended, was revoked or its user suspended, and come back from there. Tell
 * why to a user who was signed in when the page was loaded, and to one who is a member of no organization.
 */
function leaveWhenSignedOut(client: QueryClient, error: unknown): void {
  const { status, message } = readApiError(error);
  const { pathname, search } = window.location;
  if (status === 401 && !isPublicPage(pathname))
    window.location.assign(signInAfter(client, message, pathname + search));
}

function signInAfter(client: QueryClient, message: string, place: string): string {
  if (message === noMembershipMessage) return paths.signIn(undefined, 'no-organization');
  const wasSignedIn = client.getQueriesData({ queryKey: sessionKey }).some(([, data]) => data !== undefined);
  return paths.signIn(place, wasSignedIn ? 'session-ended' : undefined);
}

/** Refusals that tell of another role, or of other demands of the installation, than when the page was loaded. */
function askAgainWhenRefused(client: QueryClient, error: unknown): void {
  if (readApiError(error).status === 403) void client.invalidateQueries({ queryKey: sessionKey });
}

/** Follow up on what a refusal says about the session, whichever call it answers. */
export function followRefusal(client: QueryClient, error: unknown): void {
  leaveWhenSignedOut(client, error);
  askAgainWhenRefused(client, error);
}

/** `meta` of a mutation whose 401 is about the password it sends, not about the session: its form shows it. */
export const checksPassword = { checksPassword: true };

/**
 * Data stays fresh by events, not by time (live/live-updates.tsx), so nothing is refetched because a tab was focused.
 * A refusal is final; only a failure of the network or the server is tried again.
 */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => followRefusal(client, error),
    }),
    mutationCache: new MutationCache({
      onError: (error, _values, _context, { meta }) => {
        if (meta !== checksPassword) leaveWhenSignedOut(client, error);
        askAgainWhenRefused(client, error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && isTransient(readApiError(error).status),
      },
    },
  });
  return client;
}

/** Key of the session's query, in the form of tRPC: path, then input. */
const sessionKey = [['session', 'current']];

function isTransient(status: number | null): boolean {
  return status === null || status === 502 || status === 503;
}
