'use client';

import { useQuery } from '@tanstack/react-query';
import { Network, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { EmptyState } from '../../feedback/empty-state';
import { QueryView } from '../../feedback/query-view';
import { Section } from '../../page/section';
import { Button } from '../../primitives/button';
import { Dialog } from '../../primitives/dialog';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import type { Destination, Server } from '../../resources';
import { useCan } from '../../session/use-can';
import { useTRPC } from '../../trpc';
import { DestinationRow } from './destination-row';

const IsolationDialog = dynamic(() => import('./isolation-dialog').then((module) => module.IsolationDialog));
const NewDestinationForm = dynamic(() =>
  import('./new-destination-form').then((module) => module.NewDestinationForm),
);
const RenameDestinationForm = dynamic(() =>
  import('./rename-destination-form').then((module) => module.RenameDestinationForm),
);
const DeleteDestination = dynamic(() =>
  import('./delete-destination').then((module) => module.DeleteDestination),
);

type Question = 'switch' | 'rename' | 'delete';

/** Destinations of a server, and the dialogs that create and change them. */
export function Destinations({ server }: { server: Server }) {
  const trpc = useTRPC();
  const destinations = useQuery(trpc.destination.listOnServer.queryOptions({ server_uuid: server.uuid }));
  const [isCreating, setCreating] = useState(false);
  const [asked, setAsked] = useState<{ question: Question; destination: Destination } | null>(null);
  const about = (question: Question) => (asked?.question === question ? asked.destination : null);
  const close = () => setAsked(null);
  const [switching, renaming, removing] = [about('switch'), about('rename'), about('delete')];
  const add = useCan('destination:create') && (
    <Button
      denied={server.settings.is_build_server ? 'Nothing can be deployed to a build server.' : null}
      onClick={() => setCreating(true)}
    >
      <Plus aria-hidden /> New destination
    </Button>
  );
  return (
    <Section
      title="Destinations"
      description="Docker networks for the workloads on this server. The proxy joins each network that it serves."
      actions={destinations.data?.length ? add : undefined}
    >
      <QueryView
        query={destinations}
        what="The destinations"
        skeleton={<ListSkeleton label="destinations" rows={1} />}
      >
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={Network} title="No destinations" action={add}>
              Each workload is deployed to a destination, so nothing can be deployed to this server yet.
            </EmptyState>
          ) : (
            <RowList label="Destinations" rows={rows} keyOf={(row) => row.uuid}>
              {(destination) => (
                <DestinationRow
                  destination={destination}
                  onSwitch={() => setAsked({ question: 'switch', destination })}
                  onRename={() => setAsked({ question: 'rename', destination })}
                  onDelete={() => setAsked({ question: 'delete', destination })}
                />
              )}
            </RowList>
          )
        }
      </QueryView>
      <Dialog open={isCreating} onOpenChange={setCreating} title="New destination">
        <NewDestinationForm server={server.uuid} onDone={() => setCreating(false)} />
      </Dialog>
      <Dialog open={renaming !== null} onOpenChange={close} title={`Rename ${renaming?.name ?? ''}`}>
        {renaming && <RenameDestinationForm destination={renaming} onDone={close} />}
      </Dialog>
      {switching && <IsolationDialog destination={switching} onClose={close} />}
      {removing && <DeleteDestination destination={removing} onClose={close} />}
    </Section>
  );
}
