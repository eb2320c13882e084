'use client';

import { Variables } from '../variables/variables';
import { useDatabase } from './use-database';

export function DatabaseVariablesPage({ uuid }: { uuid: string }) {
  return (
    <Variables kind="database" uuid={uuid} project={useDatabase(uuid).database?.project_uuid}>
      Passed to the engine’s container, in addition to those that Gantry sets. Change credentials in the
      settings instead. Stored encrypted. Changes take effect with the next restart.
    </Variables>
  );
}
