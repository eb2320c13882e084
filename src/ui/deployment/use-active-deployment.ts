import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc';

/** The deployment of an application that waits or runs; undefined when there is none. */
export function useActiveDeployment(application: string) {
  const trpc = useTRPC();
  const active = useQuery(trpc.deployment.list.queryOptions({ summary: true }));
  return active.data?.find(({ application_uuid }) => application_uuid === application);
}
