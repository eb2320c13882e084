import { Callout } from '../primitives/callout';
import type { DeploymentPlan } from '../resources';

/** Downtime that users of the application would notice. */
export function PlanDowntime({ plan }: { plan: Pick<DeploymentPlan, 'downtime' | 'diff'> }) {
  const { downtime, diff } = plan;
  if (diff !== null && diff.image.from === null)
    return (
      <Callout tone="ok" title="Nothing is interrupted">
        Nothing is running yet.
      </Callout>
    );
  if (downtime.class === 'none')
    return (
      <Callout tone="ok" title="No downtime">
        The new version starts beside the old one and takes over once it is healthy.
      </Callout>
    );
  return (
    <Callout tone="warn" title="A short downtime">
      The old version is stopped before the new one starts, because
      <ul className="mt-1 list-disc pl-5">
        {downtime.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Callout>
  );
}
