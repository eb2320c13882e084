'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import type { User } from '../resources';
import { useTRPC } from '../trpc';

/** Dialog that suspends a user of the installation, or reactivates the account. */
export function SuspendUser({ user, onClose }: { user: User; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.user.update.mutationOptions());
  const isActive = user.status === 'active';
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      danger={isActive}
      title={isActive ? `Suspend ${user.name}?` : `Reactivate ${user.name}?`}
      confirmLabel={isActive ? 'Suspend user' : 'Reactivate user'}
      onConfirm={async () => {
        await update.mutateAsync({ id: user.id, status: isActive ? 'suspended' : 'active' });
        await queryClient.invalidateQueries({ queryKey: trpc.user.pathKey() });
        notify.success(isActive ? 'User suspended' : 'User reactivated');
      }}
    >
      <p>
        {isActive
          ? 'All of their sessions end, and their API tokens are refused from the next request, in all organizations. Their memberships and everything they created stay.'
          : 'They can sign in again, and API tokens that have not expired work again.'}
      </p>
    </ConfirmDialog>
  );
}
