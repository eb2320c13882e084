'use client';

import { useQuery } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { conditionTone, describeStatus } from '../workload/condition';
import { kindOfType, workloadKinds } from '../workload/kinds';
import { ServerFrame } from './server-frame';

export function ServerResourcesPage({ uuid }: { uuid: string }) {
  return <ServerFrame uuid={uuid}>{() => <Resources uuid={uuid} />}</ServerFrame>;
}

function Resources({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const canCreate = useCan('application:create');
  const resources = useQuery(trpc.server.resources.queryOptions({ uuid }));
  return (
    <QueryView query={resources} what="Resources" skeleton={<ListSkeleton label="resources" />}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState
            icon={Box}
            title="Nothing runs here yet"
            action={
              canCreate && (
                <ButtonLink variant="primary" href={paths.newApplication({ server: uuid })}>
                  New application
                </ButtonLink>
              )
            }
          >
            Applications and databases on this server are listed here.
          </EmptyState>
        ) : (
          <RowList label="Resources" rows={rows} keyOf={(row) => row.uuid}>
            {(row) => (
              <Row
                compact
                title={row.name}
                href={workloadKinds[kindOfType(row.type)].path(row.uuid)}
                detail={workloadKinds[kindOfType(row.type)].label}
              >
                <Cell className="w-36">
                  <Status tone={conditionTone(row.status)}>{describeStatus(row.status)}</Status>
                </Cell>
                <Cell className="hidden w-24 text-right text-ink-3 sm:block">
                  <Time value={row.updated_at} />
                </Cell>
              </Row>
            )}
          </RowList>
        )
      }
    </QueryView>
  );
}
