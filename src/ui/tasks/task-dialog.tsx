'use client';

import { useQuery } from '@tanstack/react-query';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import { useTRPC } from '../trpc';
import { CommandFields } from './command-fields';
import { NextRuns } from './next-runs';
import { type TaskValues, taskForm, toWire, valuesOf } from './task-values';
import type { Task } from './use-tasks';

interface TaskDialogProps {
  /** Task to change; null creates one. */
  task: Task | null;
  /** Names of the components, if the workload has several. */
  components: readonly string[];
  /** Server of the workload; undefined until it is loaded. */
  server: string | undefined;
  save: (change: ReturnType<typeof toWire>) => Promise<unknown>;
  onClose: () => void;
}

/** Dialog that creates or changes a task. */
export function TaskDialog({ task, components, server, save, onClose }: TaskDialogProps) {
  const form = useServerForm<TaskValues>({
    schema: taskForm,
    defaultValues: valuesOf(task, components),
    send: async (values) => {
      await save(toWire(values));
      onClose();
    },
  });
  const [frequency, timezone] = form.form.watch(['frequency', 'timezone']);
  const trpc = useTRPC();
  const found = useQuery(
    trpc.server.get.queryOptions({ uuid: server ?? '' }, { enabled: server !== undefined }),
  );
  const serverTimeZone = task?.server_timezone ?? found.data?.settings.server_timezone;
  const shownIn = timezone || serverTimeZone;
  return (
    <Dialog wide open onOpenChange={(open) => !open && onClose()} title={task ? 'Change task' : 'New task'}>
      <Form of={form} label="Task">
        <TextField name="name" label="Name" />
        <CommandFields
          hint="Run with sh in the running container, never on the server"
          rows={3}
          components={components}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            name="frequency"
            label="When"
            hint="hourly, daily, weekly, monthly, or a cron expression such as 30 3 * * *"
            mono
          />
          <TextField
            name="timezone"
            label="Time zone"
            placeholder={serverTimeZone}
            hint="For example Europe/Berlin; empty: that of the server, also when it changes"
          />
        </div>
        {shownIn !== undefined && <NextRuns frequency={frequency} timeZone={shownIn} />}
        <TextField
          name="timeout"
          label="Time limit"
          hint="Seconds until the command is stopped"
          inputMode="numeric"
        />
        <DialogFormActions onCancel={onClose}>{task ? 'Save task' : 'Create task'}</DialogFormActions>
      </Form>
    </Dialog>
  );
}
