'use client';

import { Variables } from '../variables/variables';
import { useApplication } from './use-application';

export function ApplicationVariablesPage({ uuid }: { uuid: string }) {
  return (
    <Variables kind="application" uuid={uuid} project={useApplication(uuid).application?.project_uuid}>
      Given to the container, and to its build where marked. Stored encrypted. A change takes effect with the
      next deployment.
    </Variables>
  );
}
