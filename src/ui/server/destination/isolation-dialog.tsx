'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { notify } from '../../feedback/notify';
import { QueryView } from '../../feedback/query-view';
import { ListSkeleton } from '../../primitives/skeleton';
import type { Destination } from '../../resources';
import { type Outputs, useTRPC } from '../../trpc';

type Plan = Outputs['destination']['isolation'];

/** Dialog that shows what moves when a destination switches between one shared network and one per environment. */
export function IsolationDialog({ destination, onClose }: { destination: Destination; onClose: () => void }) {
  const { uuid, is_isolated } = destination;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const plan = useQuery(trpc.destination.isolation.queryOptions({ uuid }));
  const update = useMutation(trpc.destination.update.mutationOptions());
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={is_isolated ? 'Let all environments share a network?' : 'Isolate environments?'}
      confirmLabel={is_isolated ? 'Share a network' : 'Isolate environments'}
      danger={is_isolated}
      onConfirm={async () => {
        await update.mutateAsync({ uuid, is_isolated: !is_isolated });
        await queryClient.invalidateQueries({ queryKey: trpc.destination.pathKey() });
        notify.success('Networks are being changed');
        onClose();
      }}
    >
      <p>
        {is_isolated
          ? 'All workloads of this destination will be able to reach each other, regardless of environment.'
          : 'Workloads will only be able to reach workloads in their own environment, by their ids and aliases.'}{' '}
        Nothing restarts, but open connections end when a container changes networks.
      </p>
      <QueryView query={plan} what="The plan" skeleton={<ListSkeleton label="plan" rows={2} />}>
        {(data) => <Moves plan={data} />}
      </QueryView>
    </ConfirmDialog>
  );
}

function Moves({ plan }: { plan: Plan }) {
  if (plan.networks.length === 0) return <p>Nothing is on this destination yet.</p>;
  return (
    <ul aria-label="What moves" className="max-h-64 space-y-3 overflow-y-auto">
      {plan.networks.map(({ network, project_name, environment_name, resources }) => (
        <li key={network}>
          <p className="font-medium">
            {project_name} / {environment_name}
          </p>
          <code className="block break-all text-ink-3 text-xs">
            {plan.is_isolated ? `${network} → ${plan.shared_network}` : `${plan.shared_network} → ${network}`}
          </code>
          <p className="text-ink-2">
            {resources
              .map(({ name, is_running }) => (is_running ? name : `${name} (not running)`))
              .join(', ')}
          </p>
        </li>
      ))}
    </ul>
  );
}
