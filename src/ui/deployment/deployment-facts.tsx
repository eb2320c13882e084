import type { ReactNode } from 'react';
import { shortCommit } from '../application/describe';
import { Duration } from '../feedback/duration';
import { Time } from '../feedback/time';
import type { Outputs } from '../trpc';

export type Deployment = Outputs['deployment']['get'];

/** What, when, how long, in one line. */
export function DeploymentFacts({ deployment }: { deployment: Deployment }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {deployment.commit && deployment.commit !== 'HEAD' && (
        <Fact name="Commit">
          <code className="text-xs">{shortCommit(deployment.commit)}</code>
        </Fact>
      )}
      {deployment.commit_message && <span className="max-w-96 truncate">{deployment.commit_message}</span>}
      <Fact name="Queued">
        <Time value={deployment.created_at} />
      </Fact>
      {deployment.started_at && (
        <Fact name={deployment.finished_at ? 'Took' : 'Running for'}>
          <Duration from={deployment.started_at} to={deployment.finished_at} />
        </Fact>
      )}
      <code className="text-ink-3 text-xs">{deployment.deployment_uuid}</code>
    </p>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span>
      <span className="text-ink-3">{name}</span> {children}
    </span>
  );
}
