'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { QueryView } from '../feedback/query-view';
import { Section, SettingsSection, SettingsSections } from '../page/section';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import type { Destination } from '../resources';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import { ServerFrame } from './server-frame';
import { ServerNetworksForm } from './server-networks-form';

const IsolationDialog = dynamic(() => import('./isolation-dialog').then((module) => module.IsolationDialog));

export function ServerNetworksPage({ uuid }: { uuid: string }) {
  const locked = useDenial('server:update');
  return (
    <ServerFrame uuid={uuid}>
      {(server) => (
        <>
          <Destinations uuid={uuid} />
          <SettingsSections locked={locked}>
            <SettingsSection
              title="Subnets"
              locked={locked !== null}
              description="New networks on this server get a subnet from this range that neither the server’s routes nor Docker use. Existing networks keep their subnets."
            >
              <ServerNetworksForm server={server} />
            </SettingsSection>
          </SettingsSections>
        </>
      )}
    </ServerFrame>
  );
}

function Destinations({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const destinations = useQuery(trpc.destination.listOnServer.queryOptions({ server_uuid: uuid }));
  const [switching, setSwitching] = useState<Destination | null>(null);
  return (
    <Section
      title="Destinations"
      description="Docker networks for the workloads on this server. The proxy joins each network that it serves."
    >
      <QueryView
        query={destinations}
        what="The destinations"
        skeleton={<ListSkeleton label="destinations" rows={1} />}
      >
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-ink-3">This server has no destinations, so nothing can be deployed to it.</p>
          ) : (
            <RowList label="Destinations" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => <DestinationRow destination={row} onSwitch={() => setSwitching(row)} />}
            </RowList>
          )
        }
      </QueryView>
      {switching && <IsolationDialog destination={switching} onClose={() => setSwitching(null)} />}
    </Section>
  );
}

function DestinationRow({ destination, onSwitch }: { destination: Destination; onSwitch: () => void }) {
  const denial = useDenial('destination:update');
  const { is_isolated, name, network } = destination;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        {network !== undefined && <code className="text-ink-3 text-xs">{network}</code>}
      </div>
      <Status tone={is_isolated ? 'ok' : 'warn'}>
        {is_isolated ? 'Environments are isolated' : 'All environments share a network'}
      </Status>
      <Button denied={denial} onClick={onSwitch}>
        {is_isolated ? 'Share a network…' : 'Isolate environments…'}
      </Button>
    </div>
  );
}
