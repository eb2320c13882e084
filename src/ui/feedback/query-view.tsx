'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { readApiError } from '../api-error';
import { ErrorState } from './error-state';

/** Loaded on demand, because few users see it. The server is reachable: it has just sent this refusal. */
const QueryRefusal = dynamic(() => import('./query-refusal').then((module) => module.QueryRefusal));

interface QueryViewProps<T> {
  query: UseQueryResult<T, unknown>;
  /** Subject of the error message: "Servers could not be loaded". */
  what: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** The states of a query: loading, loaded, failed, not found, and not permitted. */
export function QueryView<T>({ query, what, skeleton, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return skeleton;
  const problem = readApiError(query.error);
  if (problem.status === 404 || problem.status === 403) return <QueryRefusal problem={problem} what={what} />;
  return <ErrorState error={query.error} retry={() => void query.refetch()} what={what} />;
}
