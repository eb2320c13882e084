'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { NotPermittedPage } from '../feedback/not-permitted';
import { notify } from '../feedback/notify';
import { useRefreshOrganization } from '../organization/use-refresh';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import { RoleForm } from './role-form';
import { roleRequest } from './role-request';

const empty = { name: '', description: '', permissions: [], where: 'everywhere' as const, projects: [] };

export function NewRolePage() {
  const trpc = useTRPC();
  const router = useRouter();
  const refresh = useRefreshOrganization();
  const create = useMutation(trpc.role.create.mutationOptions());
  const denial = useDenial('role:create');
  if (denial !== null) return <NotPermittedPage what="Creating a role" reason={denial} />;
  return (
    <>
      <PageHeader title="New role" crumbs={[{ label: 'Roles', href: paths.roles() }]} />
      <RoleForm
        isNew
        defaultValues={empty}
        submitLabel="Create role"
        send={async (values) => {
          await create.mutateAsync(roleRequest(values));
          await refresh();
          notify.success('Role created');
          router.push(paths.roles());
        }}
      />
    </>
  );
}
