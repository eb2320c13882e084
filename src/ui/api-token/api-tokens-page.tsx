'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Ticket } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { Button } from '../primitives/button';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { PageHeader } from '../shell/page-header';
import { type Outputs, useTRPC } from '../trpc';
import { CreateTokenDialog } from './create-token-dialog';
import { describeAbilities } from './presets';

type Token = Outputs['apiKey']['list'][number];

export function ApiTokensPage() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const tokens = useQuery(trpc.apiKey.list.queryOptions({}));
  const revoke = useMutation(trpc.apiKey.revoke.mutationOptions());
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden /> New token
    </Button>
  );
  return (
    <>
      <PageHeader title="API tokens" actions={tokens.data?.length ? create : undefined}>
        For scripts, CI and other programs. Everything the console does, the API does too.
      </PageHeader>
      <QueryView query={tokens} what="API tokens" skeleton={<ListSkeleton label="API tokens" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={Ticket} title="Deploy from anywhere" action={create}>
              A token lets a program act for you: a CI job that deploys after a build, a script that reads
              states, Terraform that creates servers. It expires when you say and can be revoked at once.
            </EmptyState>
          ) : (
            <RowList label="API tokens" rows={rows} keyOf={(row) => row.id}>
              {(row) => <TokenRow token={row} onRevoke={() => setRevoking(row)} />}
            </RowList>
          )
        }
      </QueryView>
      <CreateTokenDialog open={isCreating} onOpenChange={setCreating} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={`Revoke ${revoking?.name ?? ''}`}
        confirmLabel="Revoke token"
        onConfirm={async () => {
          if (!revoking) return;
          await revoke.mutateAsync({ id: revoking.id });
          await queryClient.invalidateQueries({ queryKey: trpc.apiKey.list.pathKey() });
          notify.success('Token revoked');
        }}
      >
        <p>
          Programs that use this token are refused from their next request on.
          {revoking?.last_used_at ? (
            <>
              {' '}
              It was last used <Time value={revoking.last_used_at} />.
            </>
          ) : (
            ' It was never used.'
          )}
        </p>
      </ConfirmDialog>
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  return (
    <Row
      title={token.name}
      detail={
        <>
          <code>…{token.hint}</code> · created <Time value={token.created_at} />
        </>
      }
    >
      <Cell className="w-32">{describeAbilities(token.abilities)}</Cell>
      <Cell className="w-36 text-ink-3">
        used <Time value={token.last_used_at} />
      </Cell>
      <Cell className="w-36 text-ink-3">
        expires <Time value={token.expires_at} />
      </Cell>
      <Cell>
        <Button size="sm" variant="danger-quiet" onClick={onRevoke} aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      </Cell>
    </Row>
  );
}
