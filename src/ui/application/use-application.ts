import { useQuery } from '@tanstack/react-query';
import { useServer } from '../server/use-server';
import { useTRPC } from '../trpc';

/** Load an application and its server; each is undefined until it is loaded. The layout shows errors. */
export function useApplication(uuid: string) {
  const trpc = useTRPC();
  const query = useQuery(trpc.application.get.queryOptions({ uuid }));
  return { query, application: query.data, server: useServer(query.data?.server_uuid) };
}
