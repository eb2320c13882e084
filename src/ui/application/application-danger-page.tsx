'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { DeleteWorkload } from '../danger-zone/delete-workload';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { urlsOf } from './describe';
import { useApplication } from './use-application';

export function ApplicationDangerPage({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const { application, server } = useApplication(uuid);
  const remove = useMutation(trpc.application.delete.mutationOptions());
  const canReadDeployments = useCan('deployment:read', application?.project_uuid);
  const deployments = useQuery(
    trpc.deployment.listByApplication.queryOptions(
      { uuid, skip: 0, take: 1, summary: true },
      { enabled: canReadDeployments },
    ),
  ).data?.count;
  if (!application) return <ListSkeleton label="danger zone" />;
  const urls = urlsOf(application.fqdn);
  return (
    <DeleteWorkload
      kind="application"
      workload={application}
      removes={
        <>
          On <strong>{server?.name}</strong>: its containers, its images and its routes in the proxy
          {urls.length > 0 && `, so ${urls.join(' and ')} ${urls.length === 1 ? 'stops' : 'stop'} responding`}
          . In Gantry: its settings, variables, domains and{' '}
          {deployments === undefined ? 'all deployments with their logs' : deploymentWords(deployments)}. A
          running deployment is cancelled.
        </>
      }
      volumes="Also delete its volumes and all data in them"
      keeps="The repository, the registry and other applications are not touched."
      remove={(choice) => remove.mutateAsync({ uuid, ...choice })}
    />
  );
}

function deploymentWords(count: number): string {
  if (count === 0) return 'nothing else';
  return count === 1 ? '1 deployment with its log' : `${count} deployments with their logs`;
}
