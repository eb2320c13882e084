import { useQuery } from '@tanstack/react-query';
import { useServer } from '../server/use-server';
import { useTRPC } from '../trpc';

/** A service and the server it is placed on; each undefined until it is there. The layout shows what fails. */
export function useStack(uuid: string) {
  const trpc = useTRPC();
  const query = useQuery(trpc.stack.get.queryOptions({ uuid }));
  return { query, stack: query.data, server: useServer(query.data?.server_uuid) };
}
