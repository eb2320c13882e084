'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ConnectionString } from '../database/connection-string';
import { PublicForm } from '../database/settings/public-form';
import { notify } from '../feedback/notify';
import { SettingsSection } from '../page/section';
import type { Server, Stack } from '../resources';
import { type Outputs, useTRPC } from '../trpc';

interface ServiceDatabasesProps {
  stack: Stack;
  server: Server | undefined;
  isLocked: boolean;
}

/** Connection URLs of each database of a service, and the form that makes it reachable from outside. */
export function ServiceDatabases({ stack, server, isLocked }: ServiceDatabasesProps) {
  const trpc = useTRPC();
  const { data = [] } = useQuery(
    trpc.stackDatabase.list.queryOptions({ uuid: stack.uuid }, { enabled: stack.databases.length > 0 }),
  );
  return data.map((database) => (
    <SettingsSection
      key={database.uuid}
      title={`Database ${database.human_name ?? database.name}`}
      description="Only its own service can reach it, unless it is public."
      locked={isLocked}
    >
      <ServiceDatabase stack={stack} server={server} database={database} />
    </SettingsSection>
  ));
}

interface ServiceDatabaseProps extends Pick<ServiceDatabasesProps, 'stack' | 'server'> {
  database: Outputs['stackDatabase']['list'][number];
}

interface Urls {
  internal?: string | null | undefined;
  external?: string | null | undefined;
}

function ServiceDatabase({ stack, server, database }: ServiceDatabaseProps) {
  const save = useUpdateServiceDatabase(stack.uuid, database.uuid);
  const urls = urlsOf(database);
  return (
    <div className="space-y-4">
      <div className="divide-y divide-line rounded-lg border border-line bg-surface">
        <ConnectionString
          label="Internal URL"
          hint="For the service itself"
          url={urls.internal}
          absent="Its credentials are not in the compose file."
        />
        <ConnectionString
          label="External URL"
          hint={`For any client that can reach ${server?.name ?? 'the server'}`}
          url={urls.external}
          absent={database.is_public ? 'Its credentials are not in the compose file.' : 'Not public.'}
        />
      </div>
      <PublicForm
        database={database}
        server={server}
        save={save}
        label={`Public access of ${database.name}`}
      />
    </div>
  );
}

/** Connection URLs of a database; the API leaves out those that the caller may not see. */
function urlsOf(database: ServiceDatabaseProps['database']): Urls {
  const read: Urls = {};
  if ('internal_db_url' in database) read.internal = database.internal_db_url;
  if ('external_db_url' in database) read.external = database.external_db_url;
  return read;
}

function useUpdateServiceDatabase(uuid: string, databaseUuid: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.stackDatabase.update.mutationOptions());
  return async (changes: {
    is_public?: boolean;
    public_port?: number | null;
    public_port_timeout?: number;
  }) => {
    await update.mutateAsync({ uuid, database_uuid: databaseUuid, ...changes });
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.stack.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.stackDatabase.pathKey() }),
    ]);
    notify.success('Saved');
  };
}
