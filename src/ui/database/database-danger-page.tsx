'use client';

import { useMutation } from '@tanstack/react-query';
import { DeleteWorkload } from '../danger-zone/delete-workload';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import { useDatabase } from './use-database';

export function DatabaseDangerPage({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const { database, server } = useDatabase(uuid);
  const remove = useMutation(trpc.database.delete.mutationOptions());
  if (!database) return <ListSkeleton label="danger zone" />;
  return (
    <DeleteWorkload
      kind="database"
      workload={database}
      removes={
        <>
          On <strong>{server?.name}</strong>: its container and its public port. In Gantry: its settings, its
          variables and its credentials. Applications that use its URL can no longer connect.
        </>
      }
      volumes="Also delete its volume and all data in it. This cannot be undone"
      whenKept={
        <>
          Its volume stays on {server?.name} with all data, but Gantry no longer shows it. Write down the
          password first: the data cannot be opened without it.
        </>
      }
      keeps="Backups and other databases are not touched."
      remove={(choice) => remove.mutateAsync({ uuid, ...choice })}
    />
  );
}
