'use client';

import { useMutation } from '@tanstack/react-query';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import { DeleteWorkload } from '../workload/delete-workload';
import { useApplication } from './use-application';

export function ApplicationDangerPage({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const { application, server } = useApplication(uuid);
  const remove = useMutation(trpc.application.delete.mutationOptions());
  if (!application) return <ListSkeleton label="danger zone" />;
  return (
    <DeleteWorkload
      kind="application"
      workload={application}
      removes={
        <>
          On <strong>{server?.name}</strong>: its containers, its images and its routes in the proxy. In
          Gantry: its settings, variables, domains and all deployments with their logs. A running deployment
          is cancelled.
        </>
      }
      volumes="Delete its volumes and what is stored in them, too"
      keeps="The repository, the registry and other applications are not touched."
      remove={(choice) => remove.mutateAsync({ uuid, ...choice })}
    />
  );
}
