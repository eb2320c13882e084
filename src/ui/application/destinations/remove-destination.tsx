'use client';

import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { useTRPC } from '../../trpc';
import { type ApplicationDestination, useDestinationsChanged } from './use-destinations';

interface RemoveDestinationProps {
  /** Of the application. */
  uuid: string;
  destination: ApplicationDestination;
  onClose: () => void;
}

/** Dialog that removes an additional destination of an application. */
export function RemoveDestination({ uuid, destination, onClose }: RemoveDestinationProps) {
  const remove = useMutation(useTRPC().application.removeDestination.mutationOptions());
  const changed = useDestinationsChanged();
  const { server_name, uuid: destination_uuid } = destination;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove from ${server_name}?`}
      confirmLabel="Remove destination"
      onConfirm={async () => {
        await remove.mutateAsync({ uuid, destination_uuid });
        await changed('Removal queued');
      }}
    >
      <p>
        Gantry stops the application on {server_name} and removes its containers and routes there. Its volumes
        on that server stay, and its other destinations keep running.
      </p>
    </ConfirmDialog>
  );
}
