'use client';

import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../domain/permission';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { Badge } from '../primitives/badge';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useSession } from '../session/session-provider';
import { PageHeader } from '../shell/page-header';
import { useTRPC } from '../trpc';

const roleTexts: Record<Role, string> = {
  owner: 'Everything, including deleting the organization',
  admin: 'Everything but deleting the organization',
  member: 'May look, not touch; sees no secrets',
  custom: 'What its role lists',
};

export function TeamPage() {
  const trpc = useTRPC();
  const { organization, user } = useSession();
  const members = useQuery(trpc.team.currentMembers.queryOptions({}));
  return (
    <>
      <PageHeader title="Team">
        People of <strong className="font-medium text-ink">{organization.name}</strong> and what they may do.
      </PageHeader>
      <QueryView query={members} what="Members" skeleton={<ListSkeleton label="members" rows={2} />}>
        {(rows) => (
          <RowList label="Members" rows={rows} keyOf={(row) => String(row.id)}>
            {(row) => (
              <Row
                title={
                  <>
                    {row.name}{' '}
                    {row.email === user.email && <span className="font-normal text-ink-3">(you)</span>}
                  </>
                }
                detail={row.email}
              >
                <Cell className="hidden text-ink-3 text-xs md:block">{roleTexts[row.role]}</Cell>
                <Cell className="w-20">
                  <Badge tone={row.role === 'owner' ? 'busy' : 'idle'}>{row.role}</Badge>
                </Cell>
                <Cell className="hidden w-36 text-right text-ink-3 sm:block">
                  joined <Time value={row.created_at} />
                </Cell>
              </Row>
            )}
          </RowList>
        )}
      </QueryView>
    </>
  );
}
