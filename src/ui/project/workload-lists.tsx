import type { ReactNode } from 'react';
import { ApplicationRow } from '../application/application-row';
import { DatabaseRow } from '../database/database-row';
import { QueryView } from '../feedback/query-view';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { StackRow } from '../stack/stack-row';
import type { LoadedWorkloads } from './use-workload-lists';

interface WorkloadListsProps {
  lists: LoadedWorkloads;
  /** What they have in common, in the names of their regions: pages with several lists need it. */
  common?: string;
  /** Shown if there are none. */
  empty: ReactNode;
}

/** Workloads by kind, with live status. */
export function WorkloadLists({ lists, common, empty }: WorkloadListsProps) {
  const { applications, databases, stacks, count } = lists;
  return (
    <WhenLoaded lists={lists}>
      {() =>
        count === 0 ? (
          empty
        ) : (
          <div className="space-y-8">
            <Kind title="Applications" common={common} isEmpty={applications.rows.length === 0}>
              <RowList
                label="Applications"
                rows={applications.rows}
                keyOf={(row) => row.uuid}
                more={applications.more}
              >
                {(row) => <ApplicationRow application={row} />}
              </RowList>
            </Kind>
            <Kind title="Databases" common={common} isEmpty={databases.rows.length === 0}>
              <RowList
                label="Databases"
                rows={databases.rows}
                keyOf={(row) => row.uuid}
                more={databases.more}
              >
                {(row) => <DatabaseRow database={row} />}
              </RowList>
            </Kind>
            <Kind title="Services" common={common} isEmpty={stacks.rows.length === 0}>
              <RowList label="Services" rows={stacks.rows} keyOf={(row) => row.uuid} more={stacks.more}>
                {(row) => <StackRow stack={row} />}
              </RowList>
            </Kind>
          </div>
        )
      }
    </WhenLoaded>
  );
}

/** The states of the queries of all kinds, as one. */
export function WhenLoaded({
  lists: { applications, databases, stacks },
  children,
}: {
  lists: LoadedWorkloads;
  children: () => ReactNode;
}) {
  return (
    <QueryView
      query={applications.query}
      what="Applications"
      skeleton={<ListSkeleton label="applications" />}
    >
      {() => (
        <QueryView query={databases.query} what="Databases" skeleton={<ListSkeleton label="databases" />}>
          {() => (
            <QueryView query={stacks.query} what="Services" skeleton={<ListSkeleton label="services" />}>
              {children}
            </QueryView>
          )}
        </QueryView>
      )}
    </QueryView>
  );
}

/** Workloads of one kind below a heading; nothing if there are none. */
function Kind({
  title,
  common,
  isEmpty,
  children,
}: {
  title: string;
  common: string | undefined;
  isEmpty: boolean;
  children: ReactNode;
}) {
  if (isEmpty) return null;
  return (
    <section aria-label={common ? `${title} ${common}` : title}>
      <h2 className="mb-2 font-medium text-ink-2">{title}</h2>
      {children}
    </section>
  );
}
