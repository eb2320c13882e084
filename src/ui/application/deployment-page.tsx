'use client';

import { RollBack } from '../deployment/roll-back';
import { OperationPage } from '../operation/operation-page';
import { DestinationNotice } from './destination-notice';
import { useApplication } from './use-application';

interface DeploymentPageProps {
  application: string;
  deployment: string;
}

export function DeploymentPage({ application, deployment }: DeploymentPageProps) {
  const workload = useApplication(application).application;
  return (
    <OperationPage
      kind="application"
      uuid={application}
      operation={deployment}
      workload={workload}
      noticeOf={({ destinations }) => (
        <DestinationNotice application={application} destinations={destinations} />
      )}
      actionOf={(operation) => <RollBack operation={operation} project={workload?.project_uuid} />}
    />
  );
}
