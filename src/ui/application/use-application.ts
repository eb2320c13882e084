import { useQuery } from '@tanstack/react-query';
import { useServer } from '../server/use-server';
import { useTRPC } from '../trpc';

/** An application and the server it is placed on; each undefined until it is there. The layout shows what fails. */
export function useApplication(uuid: string) {
  const trpc = useTRPC();
  const query = useQuery(trpc.application.get.queryOptions({ uuid }));
  return { query, application: query.data, server: useServer(query.data?.server_uuid) };
}
