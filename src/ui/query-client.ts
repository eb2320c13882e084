import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { noMembershipMessage } from '../domain/no-membership';
import { readApiError } from './api-error';
import { isPublicPage, paths } from './paths';

/**
 * Redirect to the sign-in page after a 401, with the current page as the one to return to. The notice there explains it
 * to users whose session ended since the page was loaded, and to users without an organization.
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

/**
 * Refetch the session after a 403: the role, or the requirements of the installation, may have changed since.
 */
function askAgainWhenRefused(client: QueryClient, error: unknown): void {
  if (readApiError(error).status === 403) void client.invalidateQueries({ queryKey: sessionKey });
}

/** Act on what a failed request reveals about the session, whichever request it was. */
export function followRefusal(client: QueryClient, error: unknown): void {
  leaveWhenSignedOut(client, error);
  askAgainWhenRefused(client, error);
}

/**
 * `meta` of a mutation whose 401 is about the password that it sends, not about the session. Its form shows the error.
 */
export const checksPassword = { checksPassword: true };

/**
 * Create the query client. Events keep the data fresh, not time (live/live-updates.tsx), so focusing a tab refetches
 * nothing. Only network failures, 502 and 503 are retried; other errors are final.
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

/** Query key of the session, in tRPC's format: path, then input. */
const sessionKey = [['session', 'current']];

function isTransient(status: number | null): boolean {
  return status === null || status === 502 || status === 503;
}
