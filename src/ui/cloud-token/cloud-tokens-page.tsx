'use client';

import { Cloud, Plus } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { CloudTokenRow } from './cloud-token-row';
import { NewTokenDialog } from './new-token-dialog';
import { RenameTokenDialog } from './rename-token-dialog';
import { type CloudToken, useCloudTokens } from './use-cloud-tokens';

export function CloudTokensPage() {
  const tokens = useCloudTokens();
  const [isAdding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<CloudToken | null>(null);
  const [removing, setRemoving] = useState<CloudToken | null>(null);
  const can = {
    add: useCan('private_key:create'),
    update: useCan('private_key:update'),
    remove: useCan('private_key:delete'),
  };
  const add = can.add && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> New cloud token
    </Button>
  );
  return (
    <>
      <PageHeader title="Cloud tokens" actions={tokens.query.data?.length ? add : undefined}>
        Access to DNS providers, for certificates by DNS. Tokens are stored encrypted and never shown again.
      </PageHeader>
      <QueryView query={tokens.query} what="Cloud tokens" skeleton={<ListSkeleton label="cloud tokens" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={Cloud} title="No cloud tokens yet" action={add}>
              Wildcard certificates, and those of servers that the internet does not reach, need a DNS record.
              Add a token of your DNS provider, then request a certificate on the Proxy page of a server.
            </EmptyState>
          ) : (
            <RowList label="Cloud tokens" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => (
                <CloudTokenRow
                  token={row}
                  can={can}
                  isAsked={tokens.validate.isPending && tokens.validate.variables?.uuid === row.uuid}
                  onValidate={() => tokens.validate.mutate({ uuid: row.uuid })}
                  onRename={() => setRenaming(row)}
                  onRemove={() => setRemoving(row)}
                />
              )}
            </RowList>
          )
        }
      </QueryView>
      {isAdding && <NewTokenDialog tokens={tokens} onClose={() => setAdding(false)} />}
      {renaming && <RenameTokenDialog token={renaming} tokens={tokens} onClose={() => setRenaming(null)} />}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={`Delete ${removing.name}?`}
          confirmLabel="Delete cloud token"
          onConfirm={() => tokens.remove.mutateAsync({ uuid: removing.uuid })}
        >
          The token stays valid at its provider: revoke it there. A token with which certificates are renewed
          cannot be deleted.
        </ConfirmDialog>
      )}
    </>
  );
}
