'use client';

import { useQuery } from '@tanstack/react-query';
import { byteSize } from '../../../domain/byte-size';
import { Duration } from '../../feedback/duration';
import { QueryView } from '../../feedback/query-view';
import { Time } from '../../feedback/time';
import { Section } from '../../page/section';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import { RunStatus } from '../../schedule/run-status';
import { type Outputs, useTRPC } from '../../trpc';
import { RemovedObjects } from './removed-objects';

/** Number of cleanups shown; the API has more. */
const SHOWN = 10;

type Execution = Outputs['server']['cleanupExecutions'][number];

/** Results of the latest cleanups of a server. */
export function CleanupExecutions({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const executions = useQuery(trpc.server.cleanupExecutions.queryOptions({ uuid }));
  return (
    <Section title="Cleanups" description="Manual and scheduled cleanups, newest first.">
      <QueryView query={executions} what="Cleanups" skeleton={<ListSkeleton label="cleanups" rows={2} />}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-ink-3">This server has not been cleaned up yet.</p>
          ) : (
            <RowList label="Cleanups" rows={rows.slice(0, SHOWN)} keyOf={(row) => row.uuid}>
              {(row) => <ExecutionRow execution={row} />}
            </RowList>
          )
        }
      </QueryView>
    </Section>
  );
}

function ExecutionRow({ execution }: { execution: Execution }) {
  const { removed, message } = execution;
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <RunStatus status={execution.status} />
        <span className="min-w-0 flex-1 text-ink-2">
          <Time value={execution.created_at} /> · {execution.cause === 'schedule' ? 'Scheduled' : 'Manual'}
        </span>
        {removed.length > 0 && <span className="text-ink-2">{byteSize(execution.freed_bytes)}</span>}
        <span className="text-ink-3">
          <Duration from={execution.created_at} to={execution.finished_at} />
        </span>
      </div>
      {message !== null && <p className="wrap-anywhere mt-1 text-ink-3 text-xs">{message}</p>}
      {removed.length > 0 && (
        <details className="mt-2">
          <summary className="text-ink-3 text-xs">What was removed</summary>
          <div className="mt-2">
            <RemovedObjects objects={removed} label="What was removed" />
          </div>
        </details>
      )}
    </div>
  );
}
