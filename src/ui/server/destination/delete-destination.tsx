'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { Callout } from '../../primitives/callout';
import { Link } from '../../primitives/link';
import type { Destination } from '../../resources';
import { useCan } from '../../session/use-can';
import { type Outputs, useTRPC } from '../../trpc';
import { workloadKinds } from '../../workload/kinds';
import { useDestinationChanged } from './use-destination-changed';

type Plan = Outputs['destination']['isolation'];

/** Dialog that deletes a destination, or names the workloads that prevent it. */
export function DeleteDestination({
  destination: { uuid, name },
  onClose,
}: {
  destination: Destination;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const remove = useMutation(trpc.destination.delete.mutationOptions());
  const changed = useDestinationChanged();
  const mayAsk = useCan('destination:update');
  // The plan of another action, which names everything on the destination.
  const { data } = useQuery(trpc.destination.isolation.queryOptions({ uuid }, { enabled: mayAsk }));
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}?`}
      confirmLabel="Delete destination"
      onConfirm={async () => {
        await remove.mutateAsync({ uuid });
        await changed('Destination deleted');
      }}
    >
      <p>
        Gantry removes its networks from the server. Only a destination without workloads can be deleted, and
        without other destinations nothing can be deployed to this server.
      </p>
      {data && <Obstacles plan={data} />}
    </ConfirmDialog>
  );
}

function Obstacles({ plan }: { plan: Plan }) {
  const resources = plan.networks.flatMap((network) => network.resources);
  if (resources.length === 0) return null;
  return (
    <Callout
      tone="warn"
      title={resources.length === 1 ? '1 workload is on it' : `${resources.length} workloads are on it`}
    >
      <ul className="flex max-h-40 flex-wrap gap-x-3 overflow-y-auto">
        {resources.map(({ uuid, name, type }) => (
          <li key={uuid}>
            <Link
              href={workloadKinds[type === 'service' ? 'stack' : type].path(uuid)}
              className="wrap-anywhere underline"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-1">Delete them or move them to another destination first.</p>
    </Callout>
  );
}
