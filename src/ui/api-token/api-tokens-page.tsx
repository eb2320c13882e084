'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Ticket } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { useNow } from '../feedback/use-now';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { Callout } from '../primitives/callout';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Toggle } from '../primitives/toggle';
import { useCan, useIsAdministrator } from '../session/use-can';
import { useTRPC } from '../trpc';
import { RevokeToken } from './revoke-token';
import { TokenRow } from './token-row';
import { tokenState } from './token-state';
import type { Token } from './token-values';

export function ApiTokensPage() {
  const trpc = useTRPC();
  const isAdministrator = useIsAdministrator();
  const [showsAll, setShowsAll] = useState(false);
  const tokens = useQuery(trpc.apiKey.list.queryOptions({ all: showsAll }));
  const [revoking, setRevoking] = useState<Token | null>(null);
  const create = useCan('api_key:create') && (
    <ButtonLink variant="primary" href={paths.newApiToken()}>
      <Plus aria-hidden /> New token
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title="API tokens" actions={tokens.data?.length ? create : undefined}>
        For scripts, CI and other programs. The API can do everything the console can.
      </PageHeader>
      {isAdministrator && (
        <div className="mb-4 flex gap-1.5">
          <Toggle label="My tokens" isOn={!showsAll} onPress={() => setShowsAll(false)}>
            Mine
          </Toggle>
          <Toggle label="All tokens" isOn={showsAll} onPress={() => setShowsAll(true)}>
            All
          </Toggle>
        </div>
      )}
      <QueryView query={tokens} what="API tokens" skeleton={<ListSkeleton label="API tokens" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={Ticket} title="Deploy from anywhere" action={create}>
              A token lets a program act for you: a CI job that deploys after a build, a script that reads
              states, Terraform that creates servers. You choose when it expires and can revoke it at any
              time.
            </EmptyState>
          ) : (
            <>
              <ExpiryWarning tokens={rows} />
              <RowList label="API tokens" rows={rows} keyOf={(row) => row.id}>
                {(row) => <TokenRow token={row} withOwner={showsAll} onRevoke={() => setRevoking(row)} />}
              </RowList>
            </>
          )
        }
      </QueryView>
      {revoking && <RevokeToken token={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

/** Warning that names the tokens that expire within days: the programs that use them stop working, too. */
function ExpiryWarning({ tokens }: { tokens: readonly Token[] }) {
  const now = useNow(60_000);
  const ending = tokens.filter((token) => tokenState(token, now).label === 'Expires soon');
  if (ending.length === 0) return null;
  return (
    <div className="mb-4">
      <Callout
        tone="warn"
        title={`${ending.length} ${ending.length === 1 ? 'token expires' : 'tokens expire'} within 7 days`}
      >
        Rotate {ending.map(({ name }) => name).join(', ')} before the programs that use{' '}
        {ending.length === 1 ? 'it' : 'them'} stop working.
      </Callout>
    </div>
  );
}
