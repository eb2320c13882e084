'use client';

import { Variables } from '../variables/variables';
import { useApplication } from './use-application';

export function ApplicationVariablesPage({ uuid }: { uuid: string }) {
  const { application } = useApplication(uuid);
  const shared = { kind: 'application', uuid, project: application?.project_uuid } as const;
  return (
    <>
      <Variables {...shared}>
        Passed to the container, and to the build where marked. Stored encrypted. Changes take effect with the
        next deployment.
      </Variables>
      {application?.settings.is_preview_deployments_enabled && (
        <Variables {...shared} isPreview>
          Override the variables above in pull request previews; other names keep the value from above.
          Previews of forks get only the variables marked for them here.
        </Variables>
      )}
    </>
  );
}
