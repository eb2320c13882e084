'use client';

import { Variables } from '../variables/variables';
import { useStack } from './use-stack';

export function StackVariablesPage({ uuid }: { uuid: string }) {
  return (
    <Variables kind="stack" uuid={uuid} project={useStack(uuid).stack?.project_uuid}>
      The compose file references them by name. Required values that you did not set were generated once and
      are kept. Stored encrypted. Changes take effect with the next deployment, in the components that use
      them.
    </Variables>
  );
}
