'use client';

import { Variables } from '../variables/variables';
import { useStack } from './use-stack';

export function StackVariablesPage({ uuid }: { uuid: string }) {
  return (
    <Variables kind="stack" uuid={uuid} project={useStack(uuid).stack?.project_uuid}>
      The compose file reads them by their names. What it asks for and you have not set was generated once and
      is kept. Stored encrypted. A change takes effect with the next deployment, in the components that use
      it.
    </Variables>
  );
}
