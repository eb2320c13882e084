'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import type { Server } from '../resources';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';

/** Notice that the machine has another host key: Gantry sends nothing to it until an owner accepts the new key. */
export function ChangedHostKey({ server }: { server: Server }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { role } = useSession();
  const accept = useMutation(trpc.server.acceptHostKey.mutationOptions());
  const [isAsking, setAsking] = useState(false);
  const presented = server.presented_host_key_fingerprint;
  return (
    <div className="mb-6">
      <Callout
        role="alert"
        tone="bad"
        title="The host key of this machine has changed"
        action={
          role === 'owner' && presented ? (
            <Button variant="danger-quiet" onClick={() => setAsking(true)}>
              Accept the new key
            </Button>
          ) : undefined
        }
      >
        <p>
          Either it was reinstalled, or another machine is impersonating it. Gantry sends it nothing until an
          owner accepts the new key. What runs there keeps running.
        </p>
        <dl className="mt-3 grid gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
          <dt>Pinned</dt>
          <dd className="break-all font-mono text-ink text-xs">{server.host_key_fingerprint}</dd>
          <dt>Presented</dt>
          <dd className="break-all font-mono text-ink text-xs">{presented}</dd>
        </dl>
        {role !== 'owner' && <p className="mt-3">Ask an owner of the organization to accept it.</p>}
      </Callout>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Trust the new host key?"
        confirmLabel="Accept and validate"
        onConfirm={async () => {
          if (!presented) return;
          await accept.mutateAsync({ uuid: server.uuid, fingerprint: presented });
          await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
        }}
      >
        <p>
          Compare it with the key on the machine first. The old key is forgotten, and the server is validated
          with the new one:
        </p>
        <p className="break-all font-mono text-ink text-xs">{presented}</p>
      </ConfirmDialog>
    </div>
  );
}
