'use client';

import { conditionOf } from '../../domain/container-condition';
import { databaseEngines } from '../../domain/database/engines';
import { Section } from '../page/section';
import { paths } from '../paths';
import { Facts } from '../primitives/facts';
import { Link } from '../primitives/link';
import { ListSkeleton } from '../primitives/skeleton';
import type { Database, Server } from '../resources';
import { ServerTrouble } from '../server/server-trouble';
import { ConnectionString } from './connection-string';
import { engineFields, engineOfType } from './engine-fields';
import { useDatabase } from './use-database';

export function DatabaseOverviewPage({ uuid }: { uuid: string }) {
  const { database, server } = useDatabase(uuid);
  if (!database) return <ListSkeleton label="connection strings" rows={3} />;
  return (
    <>
      <ServerTrouble server={server} />
      <Connections database={database} server={server} />
      <DatabaseFacts database={database} server={server} />
    </>
  );
}

interface DatabaseProps {
  database: Database;
  server: Server | undefined;
}

function Connections({ database, server }: DatabaseProps) {
  return (
    <Section
      title="Connect"
      description={
        conditionOf(database.status) === 'exited'
          ? 'The database is stopped. These addresses work once you start it.'
          : 'Pass the internal URL to an application as a variable, for example DATABASE_URL.'
      }
    >
      <div className="divide-y divide-line rounded-lg border border-line bg-surface">
        <ConnectionString
          label="Internal URL"
          hint={`For workloads in ${database.environment_name}`}
          url={database.internal_db_url}
        />
        <ConnectionString
          label="External URL"
          hint={`For any client that can reach ${server?.name ?? 'the server'}`}
          url={database.external_db_url}
          absent={
            <>
              Not public.{' '}
              <Link
                href={paths.databaseSettings(database.uuid)}
                className="text-accent-text underline underline-offset-2"
              >
                Make it public
              </Link>{' '}
              to connect from outside.
            </>
          }
        />
      </div>
    </Section>
  );
}

function DatabaseFacts({ database, server }: DatabaseProps) {
  const engine = engineOfType(database.database_type);
  const read = new Map<string, unknown>(Object.entries(database));
  const names = (engine ? engineFields(engine) : [])
    .filter(({ role }) => role === 'user' || role === 'database')
    .map(({ name, label }) => [label, <code key={name}>{String(read.get(name) ?? '')}</code>] as const);
  return (
    <Facts
      facts={[
        ['Engine', engine ? databaseEngines[engine].label : database.database_type],
        ...names,
        [
          'Server',
          <Link key="server" href={paths.server(database.server_uuid)} className="hover:underline">
            {server?.name} <code className="text-ink-3">{server?.ip}</code>
          </Link>,
        ],
        [
          'Memory limit',
          database.limits_memory === '0' ? 'none' : <code key="m">{database.limits_memory}</code>,
        ],
        [
          'Id',
          <code key="id" className="text-ink-3">
            {database.uuid}
          </code>,
        ],
      ]}
    />
  );
}
