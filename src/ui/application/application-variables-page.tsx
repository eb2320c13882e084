'use client';

import { Variables } from '../variables/variables';
import { useApplication } from './use-application';

export function ApplicationVariablesPage({ uuid }: { uuid: string }) {
  const { application } = useApplication(uuid);
  const shared = { kind: 'application', uuid, project: application?.project_uuid } as const;
  return (
    <>
      <Variables {...shared}>
        Given to the container, and to its build where marked. Stored encrypted. A change takes effect with
        the next deployment.
      </Variables>
      {application?.settings.is_preview_deployments_enabled && (
        <Variables {...shared} isPreview>
          In place of those above in previews of pull requests; names that are not here have the value from
          above. Previews of forks get nothing but what is marked for them here.
        </Variables>
      )}
    </>
  );
}
