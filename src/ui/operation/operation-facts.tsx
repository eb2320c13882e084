import type { ReactNode } from 'react';
import { Duration } from '../feedback/duration';
import { Time } from '../feedback/time';
import type { Outputs } from '../trpc';
import { shortCommit } from './short-commit';

/** An operation of any kind of workload; the response is the same for each. */
export type Operation = Outputs['application']['getOperation'];

/** What the operation did, when and for how long, in one line. */
export function OperationFacts({ operation }: { operation: Operation }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {operation.commit && operation.commit !== 'HEAD' && (
        <Fact name="Commit">
          <code className="text-xs">{shortCommit(operation.commit)}</code>
        </Fact>
      )}
      {operation.commit_message && <span className="max-w-96 truncate">{operation.commit_message}</span>}
      {operation.destination_name !== null && (
        <Fact name="Destination">
          {operation.destination_name} on {operation.server_name}
        </Fact>
      )}
      <Fact name="Queued">
        <Time value={operation.created_at} />
      </Fact>
      {operation.started_at && (
        <Fact name={operation.finished_at ? 'Took' : 'Running for'}>
          <Duration from={operation.started_at} to={operation.finished_at} />
        </Fact>
      )}
      <code className="text-ink-3 text-xs">{operation.uuid}</code>
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
