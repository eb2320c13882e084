'use client';

import { Variables } from '../variables/variables';
import { useDatabase } from './use-database';

export function DatabaseVariablesPage({ uuid }: { uuid: string }) {
  return (
    <Variables kind="database" uuid={uuid} project={useDatabase(uuid).database?.project_uuid}>
      Given to the container of the engine, beside those that Gantry sets: credentials have a place of their
      own in the settings. Stored encrypted. A change takes effect with the next restart.
    </Variables>
  );
}
