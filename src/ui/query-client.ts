import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { noMembershipMessage } from '../domain/no-membership';
import { readApiError } from './api-error';
import { isPublicPage, paths } from './paths';

/**
 * Signed out elsewhere, suspended or expired: back to the sign-in page, and from there to where the person was. Whoever
 * was signed in when the page was loaded is told why; so is whoever signed in and is a member nowhere.
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

/** The role, or what the installation asks of everybody, is another one than when the page was loaded: asked again. */
function askAgainWhenRefused(client: QueryClient, error: unknown): void {
  if (readApiError(error).status === 403) void client.invalidateQueries({ queryKey: sessionKey });
}

/** What a refusal says about the session, whichever call it answers. */
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

/** Of tRPC's keys: path, then input. */
const sessionKey = [['session', 'current']];

function isTransient(status: number | null): boolean {
  return status === null || status === 502 || status === 503;
}
