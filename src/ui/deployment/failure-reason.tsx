import { Callout } from '../primitives/callout';
import type { Outputs } from '../trpc';
import type { Deployment } from './deployment-facts';
import { deploymentStatusOf } from './deployment-status';

/** Why it ended early, before anybody reads a log; and that what served before serves on. */
export function FailureReason({
  deployment,
  steps,
}: {
  deployment: Deployment;
  steps: Outputs['deployment']['steps'];
}) {
  const status = deploymentStatusOf(deployment.status);
  if (status !== 'failed' && status !== 'cancelled') return null;
  const failed = steps.find(({ id }) => id === deployment.failed_step);
  const title = status === 'cancelled' ? 'Cancelled' : failed ? `Failed: ${failed.title}` : 'Failed';
  return (
    <div className="mb-6">
      <Callout tone={status === 'failed' ? 'bad' : 'warn'} title={title}>
        {deployment.reason && <p className="whitespace-pre-wrap break-words">{deployment.reason}</p>}
        <p className="mt-1">Nothing that was running before has been touched.</p>
      </Callout>
    </div>
  );
}
