'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { readApiError } from '../api-error';
import { RequestId } from '../feedback/error-state';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Dialog, DialogActions } from '../primitives/dialog';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import { PlanChanges } from './plan-changes';
import { PlanDowntime } from './plan-downtime';
import { useOpenDeployment } from './use-deploy';

interface RollBackDialogProps {
  /** Uuid of the application. */
  application: string;
  name: string;
  /** Uuid of the deployment that made the release. */
  deployment: string;
  image: string;
  onClose: () => void;
}

/** Dialog that lists what a rollback changes, by name only, and asks for confirmation. */
export function RollBackDialog({ application, name, deployment, image, onClose }: RollBackDialogProps) {
  const trpc = useTRPC();
  const open = useOpenDeployment(application);
  const target = { uuid: application, commit: image, deployment_uuid: deployment };
  const plan = useQuery(trpc.deployment.planRollback.queryOptions({ uuid: deployment }, { retry: false }));
  const rollback = useMutation(
    trpc.application.rollback.mutationOptions({
      onSuccess: async ({ deployment_uuid }) => {
        onClose();
        await open(deployment_uuid);
      },
    }),
  );
  const error = rollback.error ?? plan.error;
  return (
    <Dialog
      wide
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Roll ${name} back?`}
      description={plan.data && <code className="wrap-anywhere text-xs">{plan.data.image}</code>}
    >
      <div className="space-y-5">
        {plan.isPending && <ListSkeleton label="changes" rows={4} />}
        {plan.data && (
          <>
            <p className="text-ink-2">
              This runs the image of that deployment again, with the variables, files and settings it had.
              Nothing is built. Domains, host ports and storages stay as they are. The application’s
              configuration stays too: the next deployment uses it again.
            </p>
            <PlanDowntime plan={plan.data} />
            <PlanChanges plan={plan.data} services={plan.data.components} />
          </>
        )}
        {error !== null && (
          <Callout tone="bad" role="alert" title={readApiError(error).message}>
            <RequestId error={readApiError(error)} />
          </Callout>
        )}
      </div>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="primary"
          disabled={!plan.data}
          busy={rollback.isPending || rollback.isSuccess}
          onClick={() => rollback.mutate(target)}
        >
          Roll back
        </Button>
      </DialogActions>
    </Dialog>
  );
}
