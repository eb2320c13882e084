'use client';

import { useQuery } from '@tanstack/react-query';
import { RefreshCw, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { useNow } from '../feedback/use-now';
import { PageHeader } from '../page/page-header';
import { SettingsSection, SettingsSections } from '../page/section';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Facts } from '../primitives/facts';
import { Link } from '../primitives/link';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { useSession } from '../session/session-provider';
import { useCan, useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import { RevokeToken } from './revoke-token';
import { TokenForm } from './token-form';
import { TokenRights } from './token-rights';
import { tokenState } from './token-state';
import type { Token } from './token-values';

const RotateToken = dynamic(() => import('./rotate-token').then((module) => module.RotateToken));

export function TokenPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const token = useQuery(trpc.apiKey.get.queryOptions({ id }));
  return (
    <QueryView query={token} what="This token" skeleton={<ListSkeleton label="token" />}>
      {(data) => <TokenDetails token={data} />}
    </QueryView>
  );
}

function TokenDetails({ token }: { token: Token }) {
  const router = useRouter();
  const { user } = useSession();
  const [isRotating, setRotating] = useState(false);
  const [isRevoking, setRevoking] = useState(false);
  const state = tokenState(token, useNow(60_000));
  const rotateDenial = useDenial('api_key:rotate');
  const updateDenial = useDenial('api_key:update');
  const locked =
    token.user.id === user.id
      ? updateDenial
      : `Only ${token.user.name} can change this token. You can revoke it.`;
  return (
    <>
      <PageHeader
        title={token.name}
        crumbs={[{ label: 'API tokens', href: paths.apiTokens() }]}
        badge={<Status tone={state.tone}>{state.label}</Status>}
        actions={
          <>
            {token.user.id === user.id && token.grace_until === null && (
              <Button denied={rotateDenial} onClick={() => setRotating(true)}>
                <RefreshCw aria-hidden /> Rotate
              </Button>
            )}
            <Button variant="danger-quiet" onClick={() => setRevoking(true)}>
              <Trash2 aria-hidden /> Revoke
            </Button>
          </>
        }
      >
        <code className="text-xs">…{token.hint}</code>
      </PageHeader>
      {token.grace_until !== null && <Replaced token={token} />}
      <div className="mb-8">
        <TokenFacts token={token} />
      </div>
      <SettingsSections locked={locked}>
        <SettingsSection
          title="Permissions"
          description="Cannot be changed, and never goes beyond its owner’s role. For other permissions, create another token."
        >
          <TokenRights token={token} />
        </SettingsSection>
        <SettingsSection
          title="Settings"
          description="Changes apply from the next request. The secret stays the same."
          locked={locked !== null}
        >
          <TokenForm token={token} />
        </SettingsSection>
      </SettingsSections>
      {isRotating && (
        <RotateToken
          token={token}
          onClose={() => setRotating(false)}
          onRotated={(id) => router.push(paths.apiToken(id))}
        />
      )}
      {isRevoking && (
        <RevokeToken
          token={token}
          onClose={() => setRevoking(false)}
          onRevoked={() => router.push(paths.apiTokens())}
        />
      )}
    </>
  );
}

function Replaced({ token }: { token: Token }) {
  return (
    <div className="mb-6">
      <Callout
        tone="warn"
        title="This token was rotated"
        action={
          token.rotated_to_id && (
            <Link href={paths.apiToken(token.rotated_to_id)} className="rounded-sm font-medium underline">
              Open the new token
            </Link>
          )
        }
      >
        It stops working <Time value={token.grace_until} />: update the programs that still use it.
      </Callout>
    </div>
  );
}

function TokenFacts({ token }: { token: Token }) {
  const canReadAudit = useCan('audit_log:read');
  return (
    <Facts
      facts={[
        ['Last used', <Time key="used" value={token.last_used_at} />],
        ['From', token.last_used_ip ? <code key="ip">{token.last_used_ip}</code> : 'never used'],
        ['With', token.last_used_user_agent ?? 'never used'],
        ['Expires', <Time key="expires" value={token.expires_at} />],
        ['Created', <Time key="created" value={token.created_at} />],
        ['Acts for', token.user.name],
        [
          'Id',
          <span key="id">
            <code className="text-ink-3">{token.id}</code>{' '}
            {canReadAudit && (
              <Link
                href={paths.auditLog({ target_uuid: token.id })}
                className="rounded-sm text-accent-text hover:underline"
              >
                History
              </Link>
            )}
          </span>,
        ],
      ]}
    />
  );
}
