'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { CodeBlock } from '../feedback/code-block';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Dialog, DialogActions } from '../primitives/dialog';
import { Skeleton } from '../primitives/skeleton';
import { useDenial } from '../session/use-can';
import { type Outputs, useTRPC } from '../trpc';
import { AuthorizedKeysHelp } from './authorized-keys-help';
import { opensServersToo } from './opens-servers-too';

/** Dialog for one key: its public key to copy, its fingerprint, and its deletion. */
export function KeyDialog({ uuid, onClose }: { uuid: string | null; onClose: () => void }) {
  const trpc = useTRPC();
  const key = useQuery(trpc.privateKey.get.queryOptions({ uuid: uuid ?? '' }, { enabled: uuid !== null }));
  return (
    <Dialog
      open={uuid !== null}
      onOpenChange={(open) => !open && onClose()}
      title={key.data?.name ?? 'Private key'}
      wide
    >
      <QueryView query={key} what="This key" skeleton={<Skeleton className="h-32" />}>
        {(data) => <KeyDetails privateKey={data} onClose={onClose} />}
      </QueryView>
    </Dialog>
  );
}

function KeyDetails({
  privateKey,
  onClose,
}: {
  privateKey: Outputs['privateKey']['get'];
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(trpc.privateKey.delete.mutationOptions());
  const denial = useDenial('private_key:delete');
  const [isRemoving, setRemoving] = useState(false);
  return (
    <div className="space-y-4">
      {opensServersToo(privateKey) && (
        <Callout tone="warn" title="This key also gives access to servers">
          <p>
            It is used both for repositories and to sign in to servers. Use a separate key for repositories.
          </p>
        </Callout>
      )}
      {privateKey.public_key && <AuthorizedKeysHelp publicKey={privateKey.public_key} />}
      {privateKey.fingerprint && (
        <div>
          <h3 className="mb-1.5 font-medium">Fingerprint</h3>
          <CodeBlock text={privateKey.fingerprint} label="fingerprint" />
        </div>
      )}
      <DialogActions>
        <Button
          variant="danger-quiet"
          className="sm:mr-auto"
          denied={denial}
          onClick={() => setRemoving(true)}
        >
          <Trash2 aria-hidden /> Delete
        </Button>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={`Delete ${privateKey.name}`}
        confirmLabel="Delete key"
        onConfirm={async () => {
          await remove.mutateAsync({ uuid: privateKey.uuid });
          await queryClient.invalidateQueries({ queryKey: trpc.privateKey.list.pathKey() });
          notify.success('Key deleted');
          onClose();
        }}
      >
        <p>
          Removes the private key from Gantry; it cannot be recovered. Its public key stays on servers until
          you remove it there. A key that a server or application still uses cannot be deleted.
        </p>
      </ConfirmDialog>
    </div>
  );
}
