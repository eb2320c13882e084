'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { readApiError } from '../api-error';
import { ErrorState } from './error-state';

/** Loaded for the few who see it: the server has just answered them. */
const QueryRefusal = dynamic(() => import('./query-refusal').then((module) => module.QueryRefusal));

interface QueryViewProps<T> {
  query: UseQueryResult<T, unknown>;
  /** Subject of the error message: "Servers could not be loaded". */
  what: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** The faces of loaded data: on its way, there, failed, not existing, and closed to the caller's role. */
export function QueryView<T>({ query, what, skeleton, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return skeleton;
  const problem = readApiError(query.error);
  if (problem.status === 404 || problem.status === 403) return <QueryRefusal problem={problem} what={what} />;
  return <ErrorState error={query.error} retry={() => void query.refetch()} what={what} />;
}
