'use client';

import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { useRefreshOrganization } from '../organization/use-refresh';
import { paths } from '../paths';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import type { Member } from './grant-words';

/** Dialog that ends a membership: another member's, or the caller's own. */
export function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const { organization, user } = useSession();
  const remove = useMutation(trpc.member.remove.mutationOptions());
  const isSelf = member.user_id === user.id;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isSelf ? `Leave ${organization.name}?` : `Remove ${member.name}?`}
      confirmLabel={isSelf ? 'Leave organization' : 'Remove member'}
      onConfirm={async () => {
        await remove.mutateAsync({ id: organization.id, user_id: isSelf ? 'me' : member.user_id });
        if (isSelf) {
          // The active organization is now another one, or none: all loaded data is outdated.
          window.location.assign(paths.home());
          return;
        }
        await refresh();
        notify.success('Member removed');
      }}
    >
      <p>
        {isSelf ? 'You lose' : `${member.name} loses`} access to {organization.name} from the next request,
        and API tokens created here are revoked. Everything {isSelf ? 'you' : 'they'} created stays.
      </p>
    </ConfirmDialog>
  );
}
