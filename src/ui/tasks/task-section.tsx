'use client';

import { Play } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { FailingMark } from '../schedule/failing-mark';
import { useDenials } from '../session/use-can';
import type { TaskProcedures, WorkloadAddress } from '../workload/kinds';
import { NextRuns } from './next-runs';
import { TaskDialog } from './task-dialog';
import { TaskExecutions } from './task-executions';
import type { Task, Tasks } from './use-tasks';

interface TaskSectionProps extends WorkloadAddress {
  project: string | undefined;
  procedures: TaskProcedures;
  components: readonly string[];
  task: Task;
  tasks: Tasks;
}

/** A task with its latest runs. */
export function TaskSection(props: TaskSectionProps) {
  const { kind, uuid, project, procedures, components, task, tasks } = props;
  const [question, setQuestion] = useState<'change' | 'delete' | null>(null);
  const denialOf = useDenials();
  const denied = {
    update: denialOf('schedule:update', project),
    delete: denialOf('schedule:delete', project),
  };
  const ids = { uuid, task_uuid: task.uuid };
  const close = () => setQuestion(null);
  return (
    <Section
      title={task.name}
      description={
        <>
          <FailingMark isFailing={task.is_failing} />
          <code className="wrap-anywhere text-xs">{task.command}</code>
          {task.container !== null && <> in {task.container}</>}
          {task.enabled ? (
            <NextRuns frequency={task.frequency} timeZone={task.timezone ?? task.server_timezone} />
          ) : (
            <span className="block text-ink-3 text-xs">Switched off.</span>
          )}
        </>
      }
      actions={
        <div className="flex flex-wrap gap-2">
          <Button denied={denied.update} busy={tasks.run.isPending} onClick={() => tasks.run.mutate(ids)}>
            <Play aria-hidden /> Run now
          </Button>
          <Button
            denied={denied.update}
            onClick={() => tasks.toggle.mutate({ ...ids, enabled: !task.enabled })}
          >
            {task.enabled ? 'Switch off' : 'Switch on'}
          </Button>
          <Button denied={denied.update} onClick={() => setQuestion('change')}>
            Change
          </Button>
          <Button variant="danger-quiet" denied={denied.delete} onClick={() => setQuestion('delete')}>
            Delete
          </Button>
        </div>
      }
    >
      <TaskExecutions {...{ kind, uuid, procedures, task }} />
      {question === 'change' && (
        <TaskDialog
          task={task}
          components={components}
          server={undefined}
          save={(fields) => tasks.save.mutateAsync({ ...ids, ...fields })}
          onClose={close}
        />
      )}
      <ConfirmDialog
        open={question === 'delete'}
        onOpenChange={close}
        title={`Delete ${task.name}?`}
        confirmLabel="Delete task"
        onConfirm={() => tasks.remove.mutateAsync(ids)}
      >
        <p>This removes the task and the list of its runs. The container is not affected.</p>
      </ConfirmDialog>
    </Section>
  );
}
