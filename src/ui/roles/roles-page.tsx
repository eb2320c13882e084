'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, ShieldCheck } from 'lucide-react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { OrganizationFrame } from '../organization/organization-frame';
import { Section } from '../page/section';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import type { CustomRole } from './matrix-rows';
import { PermissionMatrix } from './permission-matrix';

export function RolesPage() {
  const trpc = useTRPC();
  const roles = useQuery(trpc.role.list.queryOptions({}));
  const create = useCan('role:create') && (
    <ButtonLink variant="primary" href={paths.newRole()}>
      <Plus aria-hidden /> New role
    </ButtonLink>
  );
  return (
    <OrganizationFrame>
      <Section
        title="Custom roles"
        description="In addition to owner, admin and member: roles with chosen permissions in chosen projects."
        actions={roles.data?.length ? create : undefined}
      >
        <QueryView query={roles} what="Roles" skeleton={<ListSkeleton label="roles" rows={2} />}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState icon={ShieldCheck} title="Grant exactly the permissions needed" action={create}>
                For example a developer who can only see and deploy two projects, an auditor, or a night shift
                that restarts services and reads logs. Start from a template and adjust it.
              </EmptyState>
            ) : (
              <RowList label="Custom roles" rows={rows} keyOf={(row) => row.id}>
                {(row) => <RoleRow role={row} />}
              </RowList>
            )
          }
        </QueryView>
      </Section>
      <Section title="What each role may do" description="Every request is checked against this table.">
        <PermissionMatrix roles={roles.data ?? noRoles} />
      </Section>
    </OrganizationFrame>
  );
}

const noRoles: never[] = [];

function RoleRow({ role }: { role: CustomRole }) {
  const { members_count: members, projects, permissions } = role;
  return (
    <Row title={role.name} href={paths.role(role.id)} detail={role.description}>
      <Cell className="w-32">
        {permissions.length} {permissions.length === 1 ? 'permission' : 'permissions'}
      </Cell>
      <Cell className="w-28 text-ink-3">
        {projects.length === 0
          ? 'all projects'
          : `${projects.length} ${projects.length === 1 ? 'project' : 'projects'}`}
      </Cell>
      <Cell className="w-24 text-ink-3">
        {members} {members === 1 ? 'member' : 'members'}
      </Cell>
      <Cell className="hidden w-24 text-right text-ink-3 lg:block">
        <Time value={role.updated_at} />
      </Cell>
    </Row>
  );
}
