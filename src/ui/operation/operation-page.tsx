'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { useTRPC } from '../trpc';
import { type WorkloadAddress, workloadKinds } from '../workload/kinds';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import { CancelOperation } from './cancel-operation';
import { FailureReason } from './failure-reason';
import { GroupNotice } from './group-notice';
import { type Operation, OperationFacts } from './operation-facts';
import { OperationLog } from './operation-log';
import { isOver, operationLook } from './operation-status';
import { StepsRail } from './steps-rail';
import { UndoNotice } from './undo-notice';

const noSteps: never[] = [];

interface OperationPageProps extends WorkloadAddress {
  operation: string;
  /** The workload; undefined until it is loaded. */
  workload: { project_uuid: string; project_name: string } | undefined;
  /** Return a further action for the operation; null for none. */
  actionOf?: (operation: Operation) => ReactNode;
  /** Return what else is to be known about it; null for nothing. */
  noticeOf?: (operation: Operation) => ReactNode;
}

/** Page of one operation, during and after its run: its steps on the left, their output on the right. */
export function OperationPage({ kind, uuid, operation, workload, actionOf, noticeOf }: OperationPageProps) {
  const trpc = useTRPC();
  const procedures = useWorkloadProcedures(kind);
  const query = useQuery(procedures.getOperation.queryOptions({ uuid, operation_uuid: operation }));
  const steps = useQuery(trpc.deployment.steps.queryOptions({ uuid: operation }));
  const [chosenStep, setChosenStep] = useState<string | null>(null);
  const { path, operations } = workloadKinds[kind];
  return (
    <QueryView
      query={query}
      what={`This ${operations.noun}`}
      skeleton={<ListSkeleton label={operations.noun} />}
    >
      {(data) => (
        <>
          <PageHeader
            title={data.title}
            crumbs={[
              {
                label: workload?.project_name ?? 'Projects',
                href: workload ? paths.project(workload.project_uuid) : paths.projects(),
              },
              { label: data.workload_name, href: path(uuid) },
              { label: operations.label, href: operations.all(uuid) },
            ]}
            badge={<OperationBadge operation={data} />}
            actions={
              <>
                {actionOf?.(data)}
                <CancelOperation kind={kind} operation={data} project={workload?.project_uuid} />
              </>
            }
          >
            <OperationFacts operation={data} />
          </PageHeader>
          <UndoNotice operation={data} />
          {data.group_uuid !== null && <GroupNotice uuid={data.group_uuid} />}
          {noticeOf?.(data)}
          <FailureReason operation={data} steps={steps.data ?? noSteps} />
          <div className="grid gap-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
            <StepsRail
              steps={steps.data ?? noSteps}
              isOver={isOver(data.status)}
              chosen={chosenStep}
              onChoose={setChosenStep}
            />
            <OperationLog kind={kind} operation={data} steps={steps.data ?? noSteps} step={chosenStep} />
          </div>
        </>
      )}
    </QueryView>
  );
}

function OperationBadge({ operation: { status, is_waiting } }: { operation: Operation }) {
  const { label, tone } = operationLook(status, is_waiting);
  return <Status tone={tone}>{label}</Status>;
}
