import { useQuery, useQueryClient } from '@tanstack/react-query';
import { notify } from '../../feedback/notify';
import { useCan } from '../../session/use-can';
import { type Outputs, useTRPC } from '../../trpc';

/** A destination of an application: the main one, or an additional one. */
export type ApplicationDestination = Outputs['application']['listDestinations'][number];

/** Load the destinations of an application, if the caller may see any. */
export function useDestinations(uuid: string) {
  const enabled = useCan('destination:read');
  return useQuery(useTRPC().application.listDestinations.queryOptions({ uuid }, { enabled }));
}

/** Return a function that refetches the applications after a change of their destinations and says so. */
export function useDestinationsChanged() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (message: string) => {
    await queryClient.invalidateQueries({ queryKey: trpc.application.pathKey() });
    notify.success(message);
  };
}
