import { useQuery } from '@tanstack/react-query';
import { useServer } from '../server/use-server';
import { useTRPC } from '../trpc';

/** A database and the server it is placed on; each undefined until it is there. The layout shows what fails. */
export function useDatabase(uuid: string) {
  const trpc = useTRPC();
  const query = useQuery(trpc.database.get.queryOptions({ uuid }));
  return { query, database: query.data, server: useServer(query.data?.server_uuid) };
}
