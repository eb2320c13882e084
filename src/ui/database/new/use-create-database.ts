import { useQueryClient } from '@tanstack/react-query';
import type { DatabaseEngine } from '../../../domain/database/engines';
import { type Outputs, useTRPC, useTRPCClient } from '../../trpc';
import type { createDatabaseRequest } from './new-database-values';

type Client = ReturnType<typeof useTRPCClient>;
type Request = ReturnType<typeof createDatabaseRequest>;
type Created = Outputs['database']['createPostgresql'];

/** Procedure that creates a database of each engine. */
const creations: Readonly<Record<DatabaseEngine, (client: Client, request: Request) => Promise<Created>>> = {
  postgresql: (client, request) => client.database.createPostgresql.mutate(request),
  mysql: (client, request) => client.database.createMysql.mutate(request),
  mariadb: (client, request) => client.database.createMariadb.mutate(request),
  mongodb: (client, request) => client.database.createMongodb.mutate(request),
  redis: (client, request) => client.database.createRedis.mutate(request),
  keydb: (client, request) => client.database.createKeydb.mutate(request),
  dragonfly: (client, request) => client.database.createDragonfly.mutate(request),
  clickhouse: (client, request) => client.database.createClickhouse.mutate(request),
};

/** Create a database through the procedure of its engine. */
export function useCreateDatabase() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  return async (engine: DatabaseEngine, request: Request): Promise<Created> => {
    const created = await creations[engine](client, request);
    await queryClient.invalidateQueries({ queryKey: trpc.database.pathKey() });
    return created;
  };
}
