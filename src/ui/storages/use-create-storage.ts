import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../trpc';
import type { StoredWorkload } from '../workload/use-workload-procedures';
import type { storageRequest } from './storage-request';

/** Create a storage; in a stack, for the component with the given uuid. */
export function useCreateStorage({ kind, uuid }: StoredWorkload) {
  const trpc = useTRPC();
  const ofWhole = trpc[kind === 'database' ? 'database' : 'application'].createStorage;
  const forWhole = useMutation(ofWhole.mutationOptions());
  const forComponent = useMutation(trpc.stack.createStorage.mutationOptions());
  return async (request: ReturnType<typeof storageRequest>, component: string): Promise<void> => {
    if (kind === 'stack') await forComponent.mutateAsync({ uuid, resource_uuid: component, ...request });
    else await forWhole.mutateAsync({ uuid, ...request });
  };
}
