import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notify } from '../../feedback/notify';
import { reportFailure } from '../../feedback/report-failure';
import { useTRPC } from '../../trpc';

/** Backups of a database, and the actions on them. Later states arrive as events. */
export function useBackups(uuid: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSuccess = async ({ message }: { message: string }) => {
    notify.success(message);
    await queryClient.invalidateQueries({ queryKey: trpc.database.listBackups.pathKey() });
  };
  const quick = { onSuccess, onError: reportFailure };
  const { database } = trpc;
  return {
    query: useQuery(database.listBackups.queryOptions({ uuid })),
    create: useMutation(database.createBackup.mutationOptions({ onSuccess })),
    save: useMutation(database.updateBackup.mutationOptions({ onSuccess })),
    change: useMutation(database.updateBackup.mutationOptions(quick)),
    remove: useMutation(database.deleteBackup.mutationOptions({ onSuccess })),
    removeExecution: useMutation(database.deleteBackupExecution.mutationOptions({ onSuccess })),
    restore: useMutation(database.restoreBackup.mutationOptions({ onSuccess })),
    drill: useMutation(database.drillBackup.mutationOptions(quick)),
  };
}

export type Backups = ReturnType<typeof useBackups>;
