'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { Time } from '../feedback/time';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Select } from '../primitives/select';
import type { Organization } from '../resources';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import { useRefreshOrganization } from './use-refresh';

/** Transfer of ownership: an offer to the caller, an offer to another member, or the form that makes one. */
export function TransferOwnership({ organization }: { organization: Organization }) {
  const { user, role } = useSession();
  const { transfer } = organization;
  if (transfer?.to_user_id === user.id) return <AcceptOffer organization={organization} />;
  if (role !== 'owner') return <p className="text-ink-2">Only an owner can transfer the organization.</p>;
  return transfer ? <PendingOffer organization={organization} /> : <MakeOffer organization={organization} />;
}

function AcceptOffer({ organization }: { organization: Organization }) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const accept = useMutation(trpc.organization.acceptTransfer.mutationOptions());
  const decline = useMutation(trpc.organization.declineTransfer.mutationOptions());
  const [isAsking, setAsking] = useState(false);
  const [isDeclining, setDeclining] = useState(false);
  return (
    <>
      <Callout
        tone="busy"
        title={`${organization.name} is offered to you`}
        action={
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setDeclining(true)}>Decline</Button>
            <Button variant="primary" onClick={() => setAsking(true)}>
              Accept ownership
            </Button>
          </div>
        }
      >
        The offer expires <Time value={organization.transfer?.expires_at} />.
      </Callout>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger={false}
        title={`Become owner of ${organization.name}?`}
        confirmLabel="Accept ownership"
        onConfirm={async () => {
          await accept.mutateAsync({ id: organization.id });
          await refresh();
          notify.success('You are now the owner');
        }}
      >
        <p>You become owner, and the current owner becomes an admin. You can transfer it again later.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={isDeclining}
        onOpenChange={setDeclining}
        danger={false}
        title={`Decline ownership of ${organization.name}?`}
        confirmLabel="Decline"
        onConfirm={async () => {
          await decline.mutateAsync({ id: organization.id });
          await refresh();
        }}
      >
        <p>Nothing changes, and the owner can offer it again.</p>
      </ConfirmDialog>
    </>
  );
}

function PendingOffer({ organization }: { organization: Organization }) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const cancel = useMutation(trpc.organization.cancelTransfer.mutationOptions());
  const [isAsking, setAsking] = useState(false);
  const { transfer } = organization;
  if (!transfer) return null;
  return (
    <>
      <Callout
        tone="busy"
        title={`Offered to ${transfer.to_name}`}
        action={<Button onClick={() => setAsking(true)}>Withdraw offer</Button>}
      >
        {transfer.to_email} has to accept. The offer expires <Time value={transfer.expires_at} />.
      </Callout>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger={false}
        title="Withdraw the offer?"
        confirmLabel="Withdraw offer"
        onConfirm={async () => {
          await cancel.mutateAsync({ id: organization.id });
          await refresh();
        }}
      >
        <p>You stay owner. You can make another offer later.</p>
      </ConfirmDialog>
    </>
  );
}

function MakeOffer({ organization }: { organization: Organization }) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const members = useQuery(trpc.member.list.queryOptions({ id: organization.id }));
  const offer = useMutation(trpc.organization.transfer.mutationOptions());
  const [to, setTo] = useState('');
  const [isAsking, setAsking] = useState(false);
  const id = useId();
  const candidates = members.data?.filter((member) => member.role !== 'owner') ?? [];
  const chosen = candidates.find(({ user_id }) => user_id === to);
  if (members.data && candidates.length === 0)
    return <p className="text-ink-2">Invite someone first: only a member can become owner.</p>;
  return (
    <>
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <label htmlFor={id} className="mb-1.5 block font-medium">
            New owner
          </label>
          <Select id={id} value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">{members.isPending ? 'Loading…' : 'Choose a member'}</option>
            {candidates.map(({ user_id, name, email }) => (
              <option key={user_id} value={user_id}>
                {name} ({email})
              </option>
            ))}
          </Select>
        </div>
        <Button className="h-9 sm:h-8" disabled={!chosen} onClick={() => setAsking(true)}>
          Offer ownership
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Offer ownership of ${organization.name} to ${chosen?.name ?? ''}?`}
        confirmLabel="Offer ownership"
        onConfirm={async () => {
          if (!chosen) return;
          await offer.mutateAsync({ id: organization.id, user_id: chosen.user_id });
          await refresh();
          notify.success('Ownership offered');
        }}
      >
        <p>
          Nothing changes until {chosen?.name} accepts. The offer is valid for 48 hours. They then become
          owner and you become an admin.
        </p>
      </ConfirmDialog>
    </>
  );
}
