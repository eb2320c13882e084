'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { Badge } from '../primitives/badge';
import { Button } from '../primitives/button';
import { Input } from '../primitives/input';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import type { User } from '../resources';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import { SettingsFrame } from './settings-frame';
import { SuspendUser } from './suspend-user';

export function UsersPage() {
  return (
    <SettingsFrame>
      <Users />
    </SettingsFrame>
  );
}

function Users() {
  const trpc = useTRPC();
  const users = useQuery(trpc.user.list.queryOptions({}));
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const [changing, setChanging] = useState<User | null>(null);
  const fits = ({ name, email, username }: User) =>
    [name, email, username].some((text) => text.toLowerCase().includes(wanted));
  return (
    <>
      <Input
        type="search"
        aria-label="Search users"
        placeholder="Search by name or e-mail"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="mb-4 sm:max-w-80"
      />
      <QueryView query={users} what="Users" skeleton={<ListSkeleton label="users" />}>
        {(rows) => {
          const found = rows.filter(fits);
          if (found.length === 0) return <p className="py-6 text-ink-3">No matching users.</p>;
          return (
            <RowList label="Users" rows={found} keyOf={(row) => row.id}>
              {(row) => <UserRow user={row} onChange={() => setChanging(row)} />}
            </RowList>
          );
        }}
      </QueryView>
      {changing && <SuspendUser user={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

function UserRow({ user, onChange }: { user: User; onChange: () => void }) {
  const session = useSession();
  const isSelf = user.id === session.user.id;
  const isActive = user.status === 'active';
  return (
    <Row
      title={
        <>
          {user.name} {isSelf && <span className="font-normal text-ink-3">(you)</span>}
        </>
      }
      detail={user.email}
    >
      <Cell className="hidden w-24 md:block">
        {user.login_type !== 'password' && <Badge>{user.login_type === 'oidc' ? 'OpenID' : 'GitHub'}</Badge>}
      </Cell>
      <Cell className="hidden w-28 md:block">
        {user.two_factor_enabled && (
          <span className="inline-flex items-center gap-1.5 text-ink-3 text-xs">
            <ShieldCheck aria-hidden className="size-3.5" /> Two factors
          </span>
        )}
      </Cell>
      <Cell className="w-24">
        <Status tone={isActive ? 'ok' : 'bad'}>{isActive ? 'Active' : 'Suspended'}</Status>
      </Cell>
      <Cell className="hidden w-28 text-right text-ink-3 lg:block">
        since <Time value={user.created_at} />
      </Cell>
      <Cell className="ml-auto w-24 text-right">
        <Button
          size="sm"
          variant={isActive ? 'danger-quiet' : 'secondary'}
          denied={isSelf ? 'You cannot suspend yourself.' : null}
          aria-label={`${isActive ? 'Suspend' : 'Reactivate'} ${user.name}`}
          onClick={onChange}
        >
          {isActive ? 'Suspend' : 'Reactivate'}
        </Button>
      </Cell>
    </Row>
  );
}
