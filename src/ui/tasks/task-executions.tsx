'use client';

import { useQuery } from '@tanstack/react-query';
import { CodeBlock } from '../feedback/code-block';
import { Duration } from '../feedback/duration';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { Link } from '../primitives/link';
import { ListSkeleton } from '../primitives/skeleton';
import { RunStatus } from '../schedule/run-status';
import { type TaskProcedures, type WorkloadAddress, workloadKinds } from '../workload/kinds';
import type { Task, TaskExecution } from './use-tasks';

/** Number of runs shown; the API has more. */
const SHOWN = 10;

interface TaskExecutionsProps extends WorkloadAddress {
  procedures: TaskProcedures;
  task: Task;
}

/** Results of the latest runs of a task. */
export function TaskExecutions({ kind, uuid, procedures, task }: TaskExecutionsProps) {
  const query = useQuery(procedures.listTaskExecutions.queryOptions({ uuid, task_uuid: task.uuid }));
  return (
    <QueryView query={query} what="Runs" skeleton={<ListSkeleton label="runs" rows={2} />}>
      {(executions) =>
        executions.length === 0 ? (
          <p className="text-ink-3">No runs yet.</p>
        ) : (
          <ul
            aria-label={`Runs of ${task.name}`}
            className="divide-y divide-line rounded-lg border border-line"
          >
            {executions.slice(0, SHOWN).map((execution) => (
              <li key={execution.uuid} className="px-4 py-3">
                <Execution kind={kind} uuid={uuid} execution={execution} />
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

function Execution({ kind, uuid, execution }: WorkloadAddress & { execution: TaskExecution }) {
  const { message, operation_uuid: operation } = execution;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <RunStatus status={execution.status} />
        <span className="min-w-0 flex-1 text-ink-2">
          <Time value={execution.started_at ?? execution.created_at} />
          {execution.retry_count > 0 && ` · ${execution.retry_count + 1} attempts`}
        </span>
        <span className="text-ink-3">
          <Duration from={execution.started_at} to={execution.finished_at} />
        </span>
        {operation !== null && <Link href={workloadKinds[kind].operations.one(uuid, operation)}>Log</Link>}
      </div>
      {message !== null && (
        <details className="mt-2">
          <summary className="text-ink-3 text-xs">
            {execution.status === 'success' ? 'Output' : 'Output and reason'}
          </summary>
          <CodeBlock text={message} label="output" className="mt-2 max-h-80 overflow-y-auto" />
        </details>
      )}
    </>
  );
}
