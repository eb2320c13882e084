'use client';

import { KeyRound, MoreHorizontal, ScrollText, ShieldCheck, UserMinus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Time } from '../feedback/time';
import { roleTitle } from '../organization/role-title';
import { paths } from '../paths';
import { Badge } from '../primitives/badge';
import { Button } from '../primitives/button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../primitives/menu';
import { Cell, Row } from '../primitives/row-list';
import { type Denials, useCan } from '../session/use-can';
import { describeAccess, type Member } from './grant-words';

interface MemberRowProps {
  member: Member;
  isSelf: boolean;
  /** Why the caller cannot change the access of this member; null when they can. */
  denial: ReturnType<Denials>;
  onEdit: () => void;
  onRemove: () => void;
}

export function MemberRow({ member, isSelf, denial, onEdit, onRemove }: MemberRowProps) {
  const router = useRouter();
  const canReadAudit = useCan('audit_log:read');
  const access = describeAccess(member);
  return (
    <Row
      title={
        <>
          {member.name} {isSelf && <span className="font-normal text-ink-3">(you)</span>}
        </>
      }
      detail={member.email}
    >
      <Cell className="hidden w-40 text-ink-3 text-xs md:block">{access}</Cell>
      <Cell className="hidden w-28 md:block">
        {member.two_factor_enabled && (
          <span className="inline-flex items-center gap-1.5 text-ink-3 text-xs">
            <ShieldCheck aria-hidden className="size-3.5" /> Two factors
          </span>
        )}
      </Cell>
      <Cell className="w-36">
        <Badge tone={member.role === 'owner' || member.role === 'admin' ? 'busy' : 'idle'}>
          <span className="max-w-32 truncate" title={member.custom_role_name ?? undefined}>
            {member.custom_role_name ?? roleTitle(member.role)}
          </span>
        </Badge>
      </Cell>
      <Cell className="hidden w-32 text-right text-ink-3 lg:block">
        joined <Time value={member.joined_at} />
      </Cell>
      <Cell className="ml-auto size-7">
        {(isSelf || denial === null || canReadAudit) && (
          <Menu
            trigger={
              <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${member.name}`}>
                <MoreHorizontal aria-hidden />
              </Button>
            }
          >
            {denial !== null && <MenuLabel>{denial}</MenuLabel>}
            <MenuItem disabled={denial !== null} onSelect={onEdit}>
              <KeyRound aria-hidden /> Change access
            </MenuItem>
            {canReadAudit && (
              <MenuItem onSelect={() => router.push(paths.auditLog({ actor_user_id: member.user_id }))}>
                <ScrollText aria-hidden /> View activity
              </MenuItem>
            )}
            <MenuSeparator />
            <MenuItem danger disabled={!isSelf && denial !== null} onSelect={onRemove}>
              <UserMinus aria-hidden /> {isSelf ? 'Leave the organization' : 'Remove'}
            </MenuItem>
          </Menu>
        )}
      </Cell>
    </Row>
  );
}
