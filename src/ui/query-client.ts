import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { readApiError } from './api-error';
import { paths } from './paths';

/** Signed out elsewhere, or expired: back to the sign-in page, and from there to where the person was. */
function leaveWhenSignedOut(error: unknown): void {
  if (readApiError(error).status !== 401) return;
  const { pathname, search } = window.location;
  if (pathname === paths.signIn() || pathname === paths.setup()) return;
  window.location.assign(paths.signIn(pathname + search));
}

/**
 * Data stays fresh by events, not by time (live/live-updates.tsx), so nothing is refetched because a tab was focused.
 * A refusal is final; only a failure of the network or the server is tried again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && isTransient(readApiError(error).status),
      },
    },
  });
}

function isTransient(status: number | null): boolean {
  return status === null || status === 502 || status === 503;
}
