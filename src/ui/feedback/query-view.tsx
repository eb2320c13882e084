'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readApiError } from '../api-error';
import { ErrorState } from './error-state';
import { MissingPage } from './missing-page';
import { NotPermitted } from './not-permitted';

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
  if (readApiError(query.error).status === 404) return <MissingPage what={what} />;
  if (readApiError(query.error).status === 403)
    return <NotPermitted what={what} reason={readApiError(query.error).message} />;
  return <ErrorState error={query.error} retry={() => void query.refetch()} what={what} />;
}
