import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notify } from '../feedback/notify';
import { reportFailure } from '../feedback/report-failure';
import { type StoredWorkload, useStorageProcedures } from '../workload/use-workload-procedures';

/** Backups of the storages of a workload, and the actions on them. Later states arrive as events. */
export function useStorageBackups({ kind, uuid }: StoredWorkload) {
  const procedures = useStorageProcedures(kind);
  const queryClient = useQueryClient();
  const onSuccess = async ({ message }: { message: string }) => {
    notify.success(message);
    await queryClient.invalidateQueries({ queryKey: procedures.listStorageBackups.pathKey() });
  };
  return {
    query: useQuery(procedures.listStorageBackups.queryOptions({ uuid })),
    set: useMutation(procedures.setStorageBackup.mutationOptions({ onSuccess })),
    run: useMutation(procedures.runStorageBackup.mutationOptions({ onSuccess, onError: reportFailure })),
    remove: useMutation(procedures.deleteStorageBackup.mutationOptions({ onSuccess })),
    restore: useMutation(procedures.restoreStorageBackup.mutationOptions({ onSuccess })),
  };
}

export type StorageBackups = ReturnType<typeof useStorageBackups>;
