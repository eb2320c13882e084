'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { type WorkloadAddress, workloadKinds } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import type { Operation } from './operation-facts';
import { OperationRow } from './operation-row';

const pageSize = 25;

interface OperationsPageProps extends WorkloadAddress {
  /** Title of the empty state; its text is in `children`. */
  emptyTitle: string;
  /** Return an action for an operation; null for none. */
  actionOf?: (operation: Operation) => ReactNode;
  children: ReactNode;
}

/** Past, running and queued operations of a workload, newest first, page by page. */
export function OperationsPage({ kind, uuid, emptyTitle, actionOf, children }: OperationsPageProps) {
  const procedures = useWorkloadProcedures(kind);
  const { icon, operations: words } = workloadKinds[kind];
  const [skip, setSkip] = useState(0);
  const query = useQuery(
    procedures.listOperations.queryOptions(
      { uuid, skip, take: pageSize },
      { placeholderData: keepPreviousData },
    ),
  );
  const turn = (by: number) => setSkip((value) => Math.max(value + by, 0));
  return (
    <QueryView query={query} what={words.label} skeleton={<ListSkeleton label={words.label.toLowerCase()} />}>
      {({ count, operations }) =>
        count === 0 ? (
          <EmptyState icon={icon} title={emptyTitle}>
            {children}
          </EmptyState>
        ) : (
          <div className="space-y-4">
            <RowList label={words.label} rows={operations} keyOf={(row) => row.uuid}>
              {(operation) => (
                <OperationRow kind={kind} uuid={uuid} operation={operation} action={actionOf?.(operation)} />
              )}
            </RowList>
            {count > pageSize && (
              <nav aria-label="Pages" className="flex items-center gap-3">
                <Button disabled={skip === 0} onClick={() => turn(-pageSize)}>
                  Newer
                </Button>
                <Button disabled={skip + pageSize >= count} onClick={() => turn(pageSize)}>
                  Older
                </Button>
                <p className="text-ink-3">
                  {skip + 1}–{skip + operations.length} of {count}
                </p>
              </nav>
            )}
          </div>
        )
      }
    </QueryView>
  );
}
