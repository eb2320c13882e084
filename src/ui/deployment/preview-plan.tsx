'use client';

import { useMutation } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '../primitives/button';
import type { Application } from '../resources';
import { useTRPC } from '../trpc';

const PlanDrawer = dynamic(() => import('./plan-drawer').then((module) => module.PlanDrawer));

interface PreviewPlanProps {
  application: Application;
  disabled: boolean;
  /** Why the user may not deploy the application; null if they may. */
  denied: string | null;
}

/** Button that shows what a deployment would do, before one is requested. */
export function PreviewPlan({ application, disabled, denied }: PreviewPlanProps) {
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const plan = useMutation(trpc.deployment.plan.mutationOptions());
  const make = () => plan.mutate({ uuid: application.uuid });
  return (
    <>
      <Button
        disabled={disabled}
        denied={denied}
        onClick={() => {
          setOpen(true);
          make();
        }}
      >
        <ListChecks aria-hidden /> Preview plan
      </Button>
      {isOpen && (
        <PlanDrawer application={application} plan={plan} onRepeat={make} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
