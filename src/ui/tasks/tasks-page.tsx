'use client';

import { Plus, Timer } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenial } from '../session/use-can';
import type { TaskProcedures, WorkloadAddress } from '../workload/kinds';
import { RunCommand } from './run-command';
import { TaskDialog } from './task-dialog';
import { TaskSection } from './task-section';
import { useTasks } from './use-tasks';

interface TasksPageProps extends WorkloadAddress {
  procedures: TaskProcedures;
  /** Names of the components, of which each task uses one; empty if there is only one container. */
  components: readonly string[];
  /** Project of the workload; undefined until it is loaded. */
  project: string | undefined;
  /** Server of the workload; undefined until it is loaded. */
  server: string | undefined;
}

/** Scheduled tasks of a workload, and a form for a command that runs once. */
export function TasksPage({ kind, uuid, procedures, components, project, server }: TasksPageProps) {
  const tasks = useTasks(procedures, uuid);
  const [isCreating, setCreating] = useState(false);
  const denial = useDenial('schedule:create', project);
  const create = (
    <Button variant="primary" denied={denial} onClick={() => setCreating(true)}>
      <Plus aria-hidden /> New task
    </Button>
  );
  return (
    <>
      <QueryView query={tasks.query} what="Tasks" skeleton={<ListSkeleton label="tasks" />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={Timer} title="No tasks yet" action={create}>
              A task runs a command in the container on a schedule: clean up, send reports, warm a cache. Each
              run is listed here with its output.
            </EmptyState>
          ) : (
            <>
              <div className="mb-6 flex justify-end">{create}</div>
              {list.map((task) => (
                <TaskSection
                  key={task.uuid}
                  {...{ kind, uuid, project, procedures, components, task, tasks }}
                />
              ))}
            </>
          )
        }
      </QueryView>
      <div className="mt-10">
        <RunCommand {...{ kind, uuid, procedures, components, project }} />
      </div>
      {isCreating && (
        <TaskDialog
          task={null}
          components={components}
          server={server}
          save={(fields) => tasks.create.mutateAsync({ uuid, ...fields })}
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
}
