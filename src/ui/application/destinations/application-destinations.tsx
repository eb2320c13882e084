'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { QueryView } from '../../feedback/query-view';
import { SettingsSection } from '../../page/section';
import { Button } from '../../primitives/button';
import { Dialog } from '../../primitives/dialog';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import type { Application } from '../../resources';
import { useCan } from '../../session/use-can';
import { isComposed } from '../describe';
import { DestinationOfApplication } from './destination-of-application';
import { type ApplicationDestination, useDestinations } from './use-destinations';

const AddDestination = dynamic(() => import('./add-destination').then((module) => module.AddDestination));
const RemoveDestination = dynamic(() =>
  import('./remove-destination').then((module) => module.RemoveDestination),
);

/** Where an application runs, and the dialogs that add and remove destinations. */
export function ApplicationDestinations({
  application,
  locked,
}: {
  application: Application;
  locked: boolean;
}) {
  const { uuid } = application;
  const destinations = useDestinations(uuid);
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<ApplicationDestination | null>(null);
  const mayRead = useCan('destination:read');
  if (!mayRead) return null;
  return (
    <SettingsSection
      title="Destinations"
      description="It is configured and built at the main destination. Each deployment also brings its release to the additional ones, on other servers, which route its domains too. Volumes are separate on each server."
      locked={locked}
    >
      <QueryView
        query={destinations}
        what="The destinations"
        skeleton={<ListSkeleton label="destinations" rows={1} />}
      >
        {(rows) => (
          <div className="space-y-3">
            <RowList label="Destinations" rows={rows} keyOf={(row) => row.uuid}>
              {(destination) => (
                <DestinationOfApplication
                  application={application}
                  destination={destination}
                  onRemove={() => setRemoving(destination)}
                />
              )}
            </RowList>
            <Button
              denied={
                isComposed(application) ? 'An application from a compose file runs at one destination.' : null
              }
              onClick={() => setAdding(true)}
            >
              <Plus aria-hidden /> Add destination
            </Button>
            <Dialog open={isAdding} onOpenChange={setAdding} title="Add a destination">
              <AddDestination uuid={uuid} taken={rows} onDone={() => setAdding(false)} />
            </Dialog>
          </div>
        )}
      </QueryView>
      {removing && <RemoveDestination uuid={uuid} destination={removing} onClose={() => setRemoving(null)} />}
    </SettingsSection>
  );
}
