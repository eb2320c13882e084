import { useQuery } from '@tanstack/react-query';
import type { Server } from '../resources';
import { useTRPC } from '../trpc';

/** Load a server; undefined until it is loaded. */
export function useServer(uuid: string | undefined): Server | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.server.get.queryOptions({ uuid: uuid ?? '' }, { enabled: uuid !== undefined })).data;
}
