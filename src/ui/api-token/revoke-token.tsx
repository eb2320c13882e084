'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { Time } from '../feedback/time';
import { useTRPC } from '../trpc';
import type { Token } from './token-values';

interface RevokeTokenProps {
  token: Pick<Token, 'id' | 'name' | 'last_used_at'>;
  onClose: () => void;
  onRevoked?: () => void;
}

export function RevokeToken({ token, onClose, onRevoked }: RevokeTokenProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revoke = useMutation(trpc.apiKey.revoke.mutationOptions());
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${token.name}?`}
      confirmLabel="Revoke token"
      onConfirm={async () => {
        await revoke.mutateAsync({ id: token.id });
        onRevoked?.();
        await queryClient.invalidateQueries({ queryKey: trpc.apiKey.list.pathKey() });
        notify.success('Token revoked');
      }}
    >
      <p>
        Programs that use it are refused from their next request on.{' '}
        {token.last_used_at ? (
          <>
            It was last used <Time value={token.last_used_at} />.
          </>
        ) : (
          'It was never used.'
        )}
      </p>
    </ConfirmDialog>
  );
}
