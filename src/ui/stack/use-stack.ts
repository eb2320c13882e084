import { useQuery } from '@tanstack/react-query';
import { useServer } from '../server/use-server';
import { useTRPC } from '../trpc';

/** Load a service and its server; each is undefined until it is loaded. The layout shows errors. */
export function useStack(uuid: string) {
  const trpc = useTRPC();
  const query = useQuery(trpc.stack.get.queryOptions({ uuid }));
  return { query, stack: query.data, server: useServer(query.data?.server_uuid) };
}
