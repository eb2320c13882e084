'use client';

import type { UseMutationResult } from '@tanstack/react-query';
import { Rocket, RotateCw } from 'lucide-react';
import { readApiError } from '../api-error';
import { RequestId } from '../feedback/error-state';
import { Time } from '../feedback/time';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Drawer } from '../primitives/drawer';
import { ListSkeleton } from '../primitives/skeleton';
import type { Application, DeploymentPlan } from '../resources';
import { PlanChanges } from './plan-changes';
import { PlanDowntime } from './plan-downtime';
import { PlanSteps } from './plan-steps';
import { useDeploy } from './use-deploy';

interface PlanDrawerProps {
  application: Application;
  plan: Pick<UseMutationResult<DeploymentPlan, unknown, unknown>, 'data' | 'error' | 'isPending'>;
  /** Make the plan again. */
  onRepeat: () => void;
  onClose: () => void;
}

export function PlanDrawer({ application, plan, onRepeat, onClose }: PlanDrawerProps) {
  const { data, error, isPending } = plan;
  return (
    <Drawer
      open
      onOpenChange={(open) => !open && onClose()}
      title="Deployment plan"
      description={data && !isPending ? <Subject application={application} plan={data} /> : application.name}
    >
      {isPending && <ListSkeleton label="plan" rows={6} />}
      {!isPending && error !== null && (
        <Refusal title="This deployment could not be planned" error={error} onRepeat={onRepeat} />
      )}
      {!isPending && data && (
        <Plan key={data.plan_id} application={application} plan={data} onRepeat={onRepeat} />
      )}
    </Drawer>
  );
}

function Subject({ application, plan }: { application: Application; plan: DeploymentPlan }) {
  return (
    <>
      {application.name}
      {plan.commit !== null && (
        <>
          {' '}
          at <code className="text-xs">{plan.commit.slice(0, 7)}</code>
        </>
      )}{' '}
      on {plan.server_name}
    </>
  );
}

const comparedLater =
  'What runs was not recorded. Each service is compared on the server when this is deployed. Those that have not changed keep running.';

function comparedService({ name, image, change }: NonNullable<DeploymentPlan['components']>[number]) {
  return change === null ? [] : [{ name, image, change }];
}

interface PlanProps {
  application: Application;
  plan: DeploymentPlan;
  onRepeat: () => void;
}

function Plan({ application, plan, onRepeat }: PlanProps) {
  const deploy = useDeploy(application.uuid);
  return (
    <div className="space-y-6">
      <PlanDowntime plan={plan} />
      <PlanChanges
        plan={plan}
        services={plan.components?.flatMap(comparedService)}
        {...(plan.components && { notCompared: comparedLater })}
      />
      <PlanSteps steps={plan.steps} />
      <footer className="-mx-5 -mb-5 sticky bottom-0 space-y-3 border-line border-t bg-surface px-5 py-3">
        {deploy.error !== null && (
          <Refusal
            title="Not deployed"
            error={deploy.error}
            onRepeat={onRepeat}
            repeatLabel="Create a new plan"
          />
        )}
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="text-ink-3 text-xs">
            Deploys exactly this or nothing. Expires <Time value={plan.expires_at} />
          </p>
          <Button
            variant="primary"
            className="w-full sm:w-auto"
            busy={deploy.isPending || deploy.isSuccess}
            onClick={() => deploy.mutate({ plan_id: plan.plan_id })}
          >
            {deploy.isIdle && <Rocket aria-hidden />} Deploy this plan
          </Button>
        </div>
      </footer>
    </div>
  );
}

interface RefusalProps {
  title: string;
  error: unknown;
  onRepeat: () => void;
  repeatLabel?: string;
}

function Refusal({ title, error, onRepeat, repeatLabel = 'Try again' }: RefusalProps) {
  const problem = readApiError(error);
  return (
    <Callout
      tone="bad"
      role="alert"
      title={title}
      action={
        <Button size="sm" onClick={onRepeat}>
          <RotateCw aria-hidden /> {repeatLabel}
        </Button>
      }
    >
      <p>{problem.message}</p>
      <RequestId error={problem} />
    </Callout>
  );
}
