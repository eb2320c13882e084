import { useQuery } from '@tanstack/react-query';
import { useServer } from '../server/use-server';
import { useTRPC } from '../trpc';

/** Load a database and its server; each is undefined until it is loaded. The layout shows errors. */
export function useDatabase(uuid: string) {
  const trpc = useTRPC();
  const query = useQuery(trpc.database.get.queryOptions({ uuid }));
  return { query, database: query.data, server: useServer(query.data?.server_uuid) };
}
