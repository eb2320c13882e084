'use client';

import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { QueryView } from '../feedback/query-view';
import { OrganizationFrame } from '../organization/organization-frame';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useSession } from '../session/session-provider';
import { useCan, useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import type { Member } from './grant-words';
import { MemberRow } from './member-row';
import { RemoveMember } from './remove-member';

const MemberDialog = dynamic(() => import('./member-dialog').then((module) => module.MemberDialog));
const InviteDialog = dynamic(() =>
  import('../invitations/invite-dialog').then((module) => module.InviteDialog),
);

export function MembersPage() {
  const trpc = useTRPC();
  const { organization, user, role } = useSession();
  const members = useQuery(trpc.member.list.queryOptions({ id: organization.id }));
  const denial = useDenial('organization_member:update');
  const canInvite = useCan('invitation:create');
  const [isInviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<Member | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const denialOf = (member: Member) =>
    denial ?? (member.role === 'owner' && role !== 'owner' ? 'Only an owner can change owners.' : null);
  return (
    <OrganizationFrame>
      <Section
        title="Members"
        description="What each member may do here. Changes apply from their next request."
        actions={
          canInvite && (
            <Button variant="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden /> Invite
            </Button>
          )
        }
      >
        <QueryView query={members} what="Members" skeleton={<ListSkeleton label="members" rows={3} />}>
          {(rows) => (
            <RowList label="Members" rows={rows} keyOf={(row) => row.user_id}>
              {(row) => (
                <MemberRow
                  member={row}
                  isSelf={row.user_id === user.id}
                  denial={denialOf(row)}
                  onEdit={() => setEditing(row)}
                  onRemove={() => setRemoving(row)}
                />
              )}
            </RowList>
          )}
        </QueryView>
      </Section>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {editing && <MemberDialog member={editing} onClose={() => setEditing(null)} />}
      {removing && <RemoveMember member={removing} onClose={() => setRemoving(null)} />}
    </OrganizationFrame>
  );
}
