'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { MailPlus, UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { OrganizationFrame } from '../organization/organization-frame';
import { roleTitle } from '../organization/role-title';
import { useRefreshOrganization } from '../organization/use-refresh';
import { Section } from '../page/section';
import { Badge } from '../primitives/badge';
import { Button } from '../primitives/button';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useSession } from '../session/session-provider';
import { useCan, useDenial } from '../session/use-can';
import { type Outputs, useTRPC } from '../trpc';

const InviteDialog = dynamic(() => import('./invite-dialog').then((module) => module.InviteDialog));

type Invitation = Outputs['invitation']['list'][number];

export function InvitationsPage() {
  const trpc = useTRPC();
  const { organization } = useSession();
  const invitations = useQuery(trpc.invitation.list.queryOptions({ id: organization.id }));
  const canInvite = useCan('invitation:create');
  const [isInviting, setInviting] = useState(false);
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  const invite = canInvite && (
    <Button variant="primary" onClick={() => setInviting(true)}>
      <UserPlus aria-hidden /> Invite
    </Button>
  );
  return (
    <OrganizationFrame>
      <Section
        title="Pending invitations"
        description="Each works once, for its e-mail address, within 48 hours."
        actions={invitations.data?.length ? invite : undefined}
      >
        <QueryView
          query={invitations}
          what="Invitations"
          skeleton={<ListSkeleton label="invitations" rows={2} />}
        >
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState icon={MailPlus} title="No pending invitations" action={invite}>
                An invitation is a link for one e-mail address. The invited person joins with an existing or a
                new account, and gets the role you chose.
              </EmptyState>
            ) : (
              <RowList label="Pending invitations" rows={rows} keyOf={(row) => row.id}>
                {(row) => <InvitationRow invitation={row} onRevoke={() => setRevoking(row)} />}
              </RowList>
            )
          }
        </QueryView>
      </Section>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {revoking && <RevokeInvitation invitation={revoking} onClose={() => setRevoking(null)} />}
    </OrganizationFrame>
  );
}

function InvitationRow({ invitation, onRevoke }: { invitation: Invitation; onRevoke: () => void }) {
  const denial = useDenial('invitation:delete');
  return (
    <Row title={invitation.email} detail={`invited by ${invitation.invited_by.name}`}>
      <Cell className="w-28">
        <Badge>{invitation.custom_role_name ?? roleTitle(invitation.role)}</Badge>
      </Cell>
      <Cell className="hidden w-28 text-ink-3 sm:block">
        sent <Time value={invitation.created_at} />
      </Cell>
      <Cell className="w-28 text-ink-3">
        ends <Time value={invitation.expires_at} />
      </Cell>
      <Cell className="ml-auto">
        <Button
          size="sm"
          variant="danger-quiet"
          denied={denial}
          onClick={onRevoke}
          aria-label={`Revoke the invitation for ${invitation.email}`}
        >
          Revoke
        </Button>
      </Cell>
    </Row>
  );
}

function RevokeInvitation({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const { organization } = useSession();
  const revoke = useMutation(trpc.invitation.revoke.mutationOptions());
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke the invitation for ${invitation.email}?`}
      confirmLabel="Revoke invitation"
      onConfirm={async () => {
        await revoke.mutateAsync({ id: organization.id, invitation_id: invitation.id });
        await refresh();
        notify.success('Invitation revoked');
      }}
    >
      <p>Its link stops working immediately. You can invite the same address again.</p>
    </ConfirmDialog>
  );
}
