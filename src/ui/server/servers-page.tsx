'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Server as ServerIcon } from 'lucide-react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { Badge } from '../primitives/badge';
import { ButtonLink } from '../primitives/button-link';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { useCan } from '../session/use-can';
import { type Outputs, useTRPC } from '../trpc';
import { proxyName, serverLooks } from './server-state';

type ServerRow = Outputs['server']['list'][number];

export function ServersPage() {
  const trpc = useTRPC();
  const servers = useQuery(trpc.server.list.queryOptions({}));
  const canAdd = useCan('server:create');
  const add = canAdd && (
    <ButtonLink variant="primary" href={paths.newServer()}>
      <Plus aria-hidden /> Add server
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title="Servers" actions={servers.data?.length ? add : undefined} />
      <QueryView query={servers} what="Servers" skeleton={<ListSkeleton label="servers" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              icon={ServerIcon}
              title={canAdd ? 'Add the first server' : 'No servers yet'}
              action={add}
            >
              Any Linux machine you can reach over SSH: a cloud instance, a machine in your office, or the one
              Gantry runs on. Gantry checks what is missing, installs Docker if you allow it, and starts a
              proxy.
            </EmptyState>
          ) : (
            <RowList label="Servers" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => <ServerListRow server={row} />}
            </RowList>
          )
        }
      </QueryView>
    </>
  );
}

function ServerListRow({ server }: { server: ServerRow }) {
  const { label, tone } = serverLooks[server.state];
  return (
    <Row
      compact
      title={server.name}
      href={paths.server(server.uuid)}
      detail={
        <>
          <code>
            {server.user}@{server.ip}
            {server.port === 22 ? '' : `:${server.port}`}
          </code>
          {server.settings.docker_cleanup_is_failing && (
            <>
              {' '}
              <Badge tone="bad">The last cleanups failed</Badge>
            </>
          )}
        </>
      }
    >
      <Cell className="hidden w-48 truncate text-ink-3 lg:block">{server.description}</Cell>
      <Cell className="hidden w-28 text-ink-3 sm:block">{proxyName(server.proxy_type)}</Cell>
      <Cell className="w-36">
        <Status tone={tone}>{label}</Status>
      </Cell>
    </Row>
  );
}
