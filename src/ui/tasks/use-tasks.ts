import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import type { Outputs } from '../trpc';
import type { TaskProcedures } from '../workload/kinds';

export type Task = Outputs['application']['listTasks'][number];
export type TaskExecution = Outputs['application']['listTaskExecutions'][number];

/** Scheduled tasks of a workload, and the actions on them. The results of runs arrive as events. */
export function useTasks(procedures: TaskProcedures, uuid: string) {
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: procedures.listTasks.pathKey() }),
      queryClient.invalidateQueries({ queryKey: procedures.listTaskExecutions.pathKey() }),
    ]);
  const saved = async () => {
    notify.success('Task saved');
    await refresh();
  };
  const said = async ({ message }: { message: string }) => {
    notify.success(message);
    await refresh();
  };
  return {
    query: useQuery(procedures.listTasks.queryOptions({ uuid })),
    create: useMutation(procedures.createTask.mutationOptions({ onSuccess: saved })),
    save: useMutation(procedures.updateTask.mutationOptions({ onSuccess: saved })),
    toggle: useMutation(procedures.updateTask.mutationOptions({ onSuccess: saved, onError: reportFailure })),
    remove: useMutation(procedures.deleteTask.mutationOptions({ onSuccess: said })),
    run: useMutation(procedures.executeTask.mutationOptions({ onSuccess: said, onError: reportFailure })),
  };
}

export type Tasks = ReturnType<typeof useTasks>;
