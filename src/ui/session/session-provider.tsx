'use client';

import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { readApiError } from '../api-error';
import { ErrorState } from '../feedback/error-state';
import { type Outputs, useTRPC } from '../trpc';
import { ShellSkeleton } from './shell-skeleton';

export type Session = Outputs['session']['current'];

const SessionContext = createContext<Session | null>(null);

/** Provide the session to the pages below. If there is none, query-client.ts redirects to the sign-in page. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.session.current.queryOptions({}, { staleTime: Number.POSITIVE_INFINITY }));
  if (query.data) return <SessionContext value={query.data}>{children}</SessionContext>;
  if (!query.error || readApiError(query.error).status === 401) return <ShellSkeleton />;
  return (
    <main className="mx-auto max-w-lg px-4 py-20">
      <ErrorState error={query.error} retry={() => void query.refetch()} what="Your session" />
    </main>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs SessionProvider above it');
  return session;
}
