'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { DangerAction } from '../feedback/danger-action';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { useRefreshOrganization } from '../organization/use-refresh';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { ListSkeleton } from '../primitives/skeleton';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import type { CustomRole } from './matrix-rows';
import { RoleForm } from './role-form';
import { roleRequest } from './role-request';

export function RolePage({ id }: { id: string }) {
  const trpc = useTRPC();
  const role = useQuery(trpc.role.get.queryOptions({ id }));
  return (
    <QueryView query={role} what="This role" skeleton={<ListSkeleton label="role" />}>
      {(data) => <RoleEditor role={data} />}
    </QueryView>
  );
}

function RoleEditor({ role }: { role: CustomRole }) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const update = useMutation(trpc.role.update.mutationOptions());
  const locked = useDenial('role:update');
  const { members_count: members } = role;
  return (
    <>
      <PageHeader title={role.name} crumbs={[{ label: 'Roles', href: paths.roles() }]}>
        {members === 0
          ? 'No member has this role yet.'
          : `${members} ${members === 1 ? 'member has' : 'members have'} it. Changes apply from their next request.`}
      </PageHeader>
      {locked && <p className="mb-4 text-ink-2">{locked}</p>}
      <fieldset disabled={locked !== null}>
        <RoleForm
          isNew={false}
          defaultValues={{
            name: role.name,
            description: role.description ?? '',
            permissions: role.permissions,
            where: role.projects.length > 0 ? 'chosen' : 'everywhere',
            projects: role.projects,
          }}
          submitLabel="Save role"
          send={async (values) => {
            await update.mutateAsync({ id: role.id, ...roleRequest(values) });
            await refresh();
            notify.success('Role saved');
          }}
        />
      </fieldset>
      <div className="mt-10 max-w-3xl">
        <DeleteRole role={role} />
      </div>
    </>
  );
}

function DeleteRole({ role }: { role: CustomRole }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(trpc.role.delete.mutationOptions());
  const denial = useDenial('role:delete');
  const { members_count: members } = role;
  const held =
    members > 0
      ? `${members} ${members === 1 ? 'member has' : 'members have'} it. Give them another role first.`
      : null;
  return (
    <DangerAction
      title="Delete this role"
      label="Delete role"
      typeToConfirm={role.name}
      blockedBy={denial ?? held}
      consequences={
        <p>
          Removes <strong>{role.name}</strong>. Pending invitations with this role are revoked. No member has
          this role, so no one loses access.
        </p>
      }
      onConfirm={async () => {
        await remove.mutateAsync({ id: role.id });
        notify.success('Role deleted');
        router.push(paths.roles());
        await queryClient.invalidateQueries({ queryKey: trpc.role.list.pathKey() });
      }}
    />
  );
}
