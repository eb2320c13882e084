import { databaseEngines } from '../../domain/database/engines';
import type { Outputs } from '../trpc';
import { WorkloadRow } from '../workload/workload-row';
import { engineOfType } from './engine-fields';

type ListedDatabase = Outputs['database']['list'][number];

export function DatabaseRow({ database }: { database: ListedDatabase }) {
  const engine = engineOfType(database.database_type);
  return (
    <WorkloadRow
      kind="database"
      workload={database}
      detail={engine ? `${databaseEngines[engine].label} · ${database.image}` : database.image}
      address={database.is_public ? `public on port ${database.public_port}` : null}
    />
  );
}
