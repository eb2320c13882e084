import { Callout } from '../primitives/callout';
import type { Outputs } from '../trpc';
import type { Operation } from './operation-facts';
import { operationStatusOf } from './operation-status';

/** Why an operation failed or was cancelled and, for a deployment, that the previous version keeps running. */
export function FailureReason({
  operation,
  steps,
}: {
  operation: Operation;
  steps: Outputs['deployment']['steps'];
}) {
  const status = operationStatusOf(operation.status);
  if (status !== 'failed' && status !== 'cancelled') return null;
  const isDeployment = operation.commit !== null;
  const failed = steps.find(({ id }) => id === operation.failed_step);
  const title = status === 'cancelled' ? 'Cancelled' : failed ? `Failed: ${failed.title}` : 'Failed';
  return (
    <div className="mb-6">
      <Callout tone={status === 'failed' ? 'bad' : 'warn'} title={title}>
        {operation.reason && <p className="whitespace-pre-wrap break-words">{operation.reason}</p>}
        {isDeployment && <p className="mt-1">What was running before is not affected.</p>}
      </Callout>
    </div>
  );
}
