'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import type { Storage } from '../resources';
import { workloadKinds } from '../workload/kinds';
import { type StoredWorkload, useStorageProcedures } from '../workload/use-workload-procedures';
import { whatStays } from './describe';

interface DeleteStorageDialogProps {
  workload: StoredWorkload;
  storage: Storage;
  onClose: () => void;
}

export function DeleteStorageDialog({ workload, storage, onClose }: DeleteStorageDialogProps) {
  const { kind, uuid } = workload;
  const procedures = useStorageProcedures(kind);
  const queryClient = useQueryClient();
  const remove = useMutation(procedures.deleteStorage.mutationOptions());
  const { noun, nextVersion } = workloadKinds[kind];
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${storage.mount_path}`}
      confirmLabel="Delete storage"
      onConfirm={async () => {
        await remove.mutateAsync({ uuid, storage_uuid: storage.uuid });
        await queryClient.invalidateQueries({ queryKey: procedures.pathKey() });
      }}
    >
      <p>
        From the next {nextVersion}, this storage is no longer mounted at {storage.mount_path}, and anything
        the {noun} writes there is lost with its container.
      </p>
      <p>{whatStays(storage)}</p>
    </ConfirmDialog>
  );
}
