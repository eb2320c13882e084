'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { TabNavigation } from '../page/tab-navigation';
import { paths } from '../paths';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import type { Server } from '../resources';
import { useTRPC } from '../trpc';
import { ChangedHostKey } from './changed-host-key';
import { serverLooks } from './server-state';
import { ValidateButton } from './validate-button';

/** Header and tabs of a server, with a notice at the top if the host key changed. */
export function ServerFrame({ uuid, children }: { uuid: string; children: (server: Server) => ReactNode }) {
  const trpc = useTRPC();
  const server = useQuery(trpc.server.get.queryOptions({ uuid }));
  return (
    <QueryView query={server} what="This server" skeleton={<ListSkeleton label="server" />}>
      {(data) => (
        <>
          <PageHeader
            title={data.name}
            crumbs={[{ label: 'Servers', href: paths.servers() }]}
            badge={<Status tone={serverLooks[data.state].tone}>{serverLooks[data.state].label}</Status>}
            actions={<ValidateButton server={data} />}
          >
            <code className="text-xs">
              {data.user}@{data.ip}:{data.port}
            </code>
          </PageHeader>
          {data.state === 'blocked' && <ChangedHostKey server={data} />}
          <TabNavigation
            label="Server"
            tabs={[
              { label: 'Overview', href: paths.server(uuid) },
              { label: 'Resources', href: paths.serverResources(uuid) },
              { label: 'Proxy', href: paths.serverProxy(uuid) },
              { label: 'Networks', href: paths.serverNetworks(uuid) },
              { label: 'Cleanup', href: paths.serverCleanup(uuid) },
              { label: 'Settings', href: paths.serverSettings(uuid) },
            ]}
          />
          {children(data)}
        </>
      )}
    </QueryView>
  );
}
