'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryView } from '../feedback/query-view';
import { paths } from '../paths';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { PageHeader } from '../shell/page-header';
import { useTRPC } from '../trpc';
import { CancelDeployment } from './cancel-deployment';
import { DeploymentFacts } from './deployment-facts';
import { DeploymentLog } from './deployment-log';
import { deploymentLook, isOver } from './deployment-status';
import { FailureReason } from './failure-reason';
import { StepsRail } from './steps-rail';

const noSteps: never[] = [];

interface DeploymentPageProps {
  application: string;
  deployment: string;
}

/** One deployment while it happens and after: its steps at the left, what they print at the right. */
export function DeploymentPage({ application, deployment }: DeploymentPageProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.deployment.get.queryOptions({ uuid: deployment, summary: true }));
  const steps = useQuery(trpc.deployment.steps.queryOptions({ uuid: deployment }));
  const parent = useQuery(trpc.application.get.queryOptions({ uuid: application }));
  const [chosenStep, setChosenStep] = useState<string | null>(null);
  return (
    <QueryView query={query} what="This deployment" skeleton={<ListSkeleton label="deployment" />}>
      {(data) => (
        <>
          <PageHeader
            title="Deployment"
            crumbs={[
              {
                label: parent.data?.project_name ?? 'Projects',
                href: parent.data ? paths.project(parent.data.project_uuid) : paths.projects(),
              },
              { label: data.application_name, href: paths.application(application) },
              { label: 'Deployments', href: paths.applicationDeployments(application) },
            ]}
            badge={
              <Status tone={deploymentLook(data.status).tone}>{deploymentLook(data.status).label}</Status>
            }
            actions={<CancelDeployment deployment={data} project={parent.data?.project_uuid} />}
          >
            <DeploymentFacts deployment={data} />
          </PageHeader>
          <FailureReason deployment={data} steps={steps.data ?? noSteps} />
          <div className="grid gap-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
            <StepsRail
              steps={steps.data ?? noSteps}
              isOver={isOver(data.status)}
              chosen={chosenStep}
              onChoose={setChosenStep}
            />
            <DeploymentLog deployment={data} steps={steps.data ?? noSteps} step={chosenStep} />
          </div>
        </>
      )}
    </QueryView>
  );
}
