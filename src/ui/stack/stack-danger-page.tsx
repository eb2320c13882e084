'use client';

import { useMutation } from '@tanstack/react-query';
import { DeleteWorkload } from '../danger-zone/delete-workload';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import { useStack } from './use-stack';

export function StackDangerPage({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const { stack, server } = useStack(uuid);
  const remove = useMutation(trpc.stack.delete.mutationOptions());
  if (!stack) return <ListSkeleton label="danger zone" />;
  return (
    <DeleteWorkload
      kind="stack"
      workload={stack}
      removes={
        <>
          On <strong>{server?.name}</strong>: the containers of all its components, its network and its
          routes. In Gantry: its compose file, its variables and its domains.
        </>
      }
      volumes="Also delete its volumes and all data in them. This cannot be undone"
      whenKept={<>Its volumes stay on {server?.name} with all data, but Gantry no longer shows them.</>}
      keeps="Other services, databases and applications are not touched."
      remove={(choice) => remove.mutateAsync({ uuid, ...choice })}
    />
  );
}
