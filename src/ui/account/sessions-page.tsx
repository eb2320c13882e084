'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { leaveForSignIn } from '../session/credentials';
import { useTRPC } from '../trpc';
import { AccountFrame } from './account-frame';
import { describeDevice } from './device';
import { type SessionItem, SessionRow } from './session-row';

/** Sessions of the user, each with a button that ends it. */
export function SessionsPage() {
  const trpc = useTRPC();
  const sessions = useQuery(trpc.session.list.queryOptions({}));
  const [ending, setEnding] = useState<SessionItem | null>(null);
  const [isEndingAll, setEndingAll] = useState(false);
  return (
    <AccountFrame>
      <Section
        title="Sessions"
        description="Browsers and programs signed in as you. A session ends after three days without use, and after 30 days at the latest."
        actions={
          <Button variant="danger-quiet" onClick={() => setEndingAll(true)}>
            <LogOut aria-hidden /> Sign out everywhere
          </Button>
        }
      >
        <QueryView query={sessions} what="Sessions" skeleton={<ListSkeleton label="sessions" rows={2} />}>
          {(rows) => (
            <RowList label="Sessions" rows={currentFirst(rows)} keyOf={(row) => row.id}>
              {(row) => <SessionRow session={row} onEnd={() => setEnding(row)} />}
            </RowList>
          )}
        </QueryView>
      </Section>
      <EndOne session={ending} onClose={() => setEnding(null)} />
      <EndAll open={isEndingAll} onOpenChange={setEndingAll} count={sessions.data?.length ?? 0} />
    </AccountFrame>
  );
}

function currentFirst(rows: readonly SessionItem[]): SessionItem[] {
  return rows.toSorted((a, b) => Number(b.is_current) - Number(a.is_current));
}

function EndOne({ session, onClose }: { session: SessionItem | null; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revoke = useMutation(trpc.session.revoke.mutationOptions());
  return (
    <ConfirmDialog
      open={session !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Sign out this session"
      confirmLabel="Sign out"
      onConfirm={async () => {
        if (!session) return;
        await revoke.mutateAsync({ id: session.id });
        await queryClient.invalidateQueries({ queryKey: trpc.session.list.pathKey() });
        notify.success('Session ended');
      }}
    >
      <p>
        <strong className="font-medium text-ink">{describeDevice(session?.user_agent ?? null)}</strong>
        {session?.ip ? ` at ${session.ip}` : ''} is signed out at its next request. If you do not recognize
        it, change your password as well.
      </p>
    </ConfirmDialog>
  );
}

interface EndAllProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  count: number;
}

function EndAll({ open, onOpenChange, count }: EndAllProps) {
  const trpc = useTRPC();
  const revokeAll = useMutation(trpc.session.revokeAll.mutationOptions());
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Sign out everywhere"
      confirmLabel="Sign out everywhere"
      onConfirm={async () => {
        await revokeAll.mutateAsync({});
        leaveForSignIn('signed-out-everywhere');
      }}
    >
      <p>
        Ends {count === 1 ? 'your only session, this one' : `all ${count} sessions, including this one`}. API
        tokens keep working.
      </p>
    </ConfirmDialog>
  );
}
