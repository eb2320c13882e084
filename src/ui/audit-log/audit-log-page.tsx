'use client';

import { RotateCw, ScrollText } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { NotPermitted } from '../feedback/not-permitted';
import { QueryView } from '../feedback/query-view';
import { OrganizationFrame } from '../organization/organization-frame';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenial } from '../session/use-can';
import { AuditFilterBar } from './audit-filters';
import { type AuditEntry, AuditRow } from './audit-row';
import { CommandRows } from './command-rows';
import { ExportButton } from './export-button';
import { type AuditFilters, readFilters, writeFilters } from './filters';
import { foldCommands } from './fold-commands';
import { useAuditLog } from './use-audit-log';

const AuditDrawer = dynamic(() => import('./audit-drawer').then((module) => module.AuditDrawer));

export function AuditLogPage() {
  const denial = useDenial('audit_log:read');
  return (
    <OrganizationFrame>
      {denial === null ? <AuditLog /> : <NotPermitted what="The audit log" reason={denial} />}
    </OrganizationFrame>
  );
}

/**
 * Put the filters into the address immediately. A navigation through Next could still be pending when the next filter
 * is chosen.
 */
function show(filters: AuditFilters): void {
  window.history.replaceState(null, '', `${paths.auditLog()}${writeFilters(filters)}`);
}

/** Change filters of the current address, which may be newer than the rendered state. */
function narrow(change: AuditFilters): void {
  show({ ...readFilters(new URLSearchParams(window.location.search)), ...change });
}

function AuditLog() {
  const address = useSearchParams().toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(address)), [address]);
  const { query, entries, refresh } = useAuditLog(filters);
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-ink-2">
          Every change, refused request and sign-in. Rows are chained by hashes, so no one can edit them
          unnoticed.
        </p>
        <div className="flex gap-2">
          <Button size="icon" aria-label="Refresh" busy={query.isFetching} onClick={refresh}>
            {!query.isFetching && <RotateCw aria-hidden />}
          </Button>
          <ExportButton filters={filters} />
        </div>
      </div>
      <AuditFilterBar filters={filters} onChange={narrow} />
      <QueryView query={query} what="The audit log" skeleton={<ListSkeleton label="audit log" rows={8} />}>
        {() =>
          entries.length === 0 ? (
            <EmptyState
              icon={ScrollText}
              title="No matching entries"
              action={<Button onClick={() => show({})}>Clear filters</Button>}
            >
              No entry matches all of these filters. Remove a filter or choose a longer period.
            </EmptyState>
          ) : (
            <div className="space-y-4">
              <RowList label="Audit log" rows={foldCommands(entries)} keyOf={(row) => row.key}>
                {(row) =>
                  row.kind === 'entry' ? (
                    <AuditRow entry={row.entry} onOpen={() => setOpened(row.entry)} />
                  ) : (
                    <CommandRows entries={row.entries} onOpen={setOpened} />
                  )
                }
              </RowList>
              {query.hasNextPage && (
                <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  Load more
                </Button>
              )}
            </div>
          )
        }
      </QueryView>
      {opened && <AuditDrawer entry={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
