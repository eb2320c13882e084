'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { PageHeader } from '../page/page-header';
import { Button } from '../primitives/button';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { useCan } from '../session/use-can';
import { type Outputs, useTRPC } from '../trpc';
import { AddKeyDialog } from './add-key-dialog';
import { KeyDialog } from './key-dialog';
import { opensServersToo } from './opens-servers-too';

export type PrivateKey = Outputs['privateKey']['list'][number];

export function PrivateKeysPage() {
  const trpc = useTRPC();
  const keys = useQuery(trpc.privateKey.list.queryOptions({}));
  const [isAdding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const canAdd = useCan('private_key:create');
  const add = canAdd && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> New key
    </Button>
  );
  return (
    <>
      <PageHeader title="Private keys" actions={keys.data?.length ? add : undefined}>
        Gantry uses these keys to sign in to servers and to read private repositories. They are stored
        encrypted.
      </PageHeader>
      <QueryView query={keys} what="Private keys" skeleton={<ListSkeleton label="private keys" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              icon={KeyRound}
              title={canAdd ? 'Add a key to reach a server' : 'No private keys yet'}
              action={add}
            >
              Generate a key pair here and add its public key to <code>~/.ssh/authorized_keys</code> on the
              server, or paste a private key that the server already trusts.
            </EmptyState>
          ) : (
            <RowList label="Private keys" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => <KeyRow privateKey={row} onOpen={() => setShown(row.uuid)} />}
            </RowList>
          )
        }
      </QueryView>
      <AddKeyDialog open={isAdding} onOpenChange={setAdding} onAdded={setShown} />
      <KeyDialog uuid={shown} onClose={() => setShown(null)} />
    </>
  );
}

function KeyRow({ privateKey, onOpen }: { privateKey: PrivateKey; onOpen: () => void }) {
  return (
    <Row title={privateKey.name} detail={<code>{privateKey.fingerprint}</code>}>
      {opensServersToo(privateKey) && (
        <Cell>
          <Status tone="warn">Also used for servers</Status>
        </Cell>
      )}
      <Cell className="hidden w-40 truncate text-ink-3 md:block">{privateKey.description}</Cell>
      <Cell className="hidden w-24 text-right text-ink-3 sm:block">
        <Time value={privateKey.created_at} />
      </Cell>
      <Cell>
        <Button size="sm" onClick={onOpen} aria-label={`Open ${privateKey.name}`}>
          Public key
        </Button>
      </Cell>
    </Row>
  );
}
