'use client';

import { RollBack } from '../deployment/roll-back';
import { OperationsPage } from '../operation/operations-page';
import { useApplication } from './use-application';

export function DeploymentsPage({ uuid }: { uuid: string }) {
  const project = useApplication(uuid).application?.project_uuid;
  return (
    <OperationsPage
      kind="application"
      uuid={uuid}
      emptyTitle="Not deployed yet"
      actionOf={(operation) =>
        operation.rollback_image === null ? null : <RollBack operation={operation} project={project} />
      }
    >
      Every deployment, restart and stop is listed here with its log. Press Deploy to start the first one.
    </OperationsPage>
  );
}
