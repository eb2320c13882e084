'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { Time } from '../feedback/time';
import { Checkbox } from '../primitives/checkbox';
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
  const [withCreated, setWithCreated] = useState(false);
  const checkbox = useId();
  const revoke = useMutation(trpc.apiKey.revoke.mutationOptions());
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${token.name}?`}
      confirmLabel="Revoke token"
      onConfirm={async () => {
        const { message } = await revoke.mutateAsync({ id: token.id, with_created: withCreated });
        onRevoked?.();
        await queryClient.invalidateQueries({ queryKey: trpc.apiKey.list.pathKey() });
        notify.success(message);
      }}
    >
      <p>
        Programs that use it are refused from their next request.{' '}
        {token.last_used_at ? (
          <>
            It was last used <Time value={token.last_used_at} />.
          </>
        ) : (
          'It was never used.'
        )}
      </p>
      <p className="mt-3 flex items-center gap-2">
        <Checkbox
          id={checkbox}
          checked={withCreated}
          onCheckedChange={(checked) => setWithCreated(checked === true)}
        />
        <label htmlFor={checkbox}>Also revoke the tokens it created</label>
      </p>
    </ConfirmDialog>
  );
}
