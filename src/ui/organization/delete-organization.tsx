'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { DangerAction } from '../feedback/danger-action';
import { paths } from '../paths';
import type { Organization } from '../resources';
import { useTRPC } from '../trpc';

/** The end of an organization: what goes with it, and what has to go before. */
export function DeleteOrganization({ organization }: { organization: Organization }) {
  const trpc = useTRPC();
  const remove = useMutation(trpc.organization.delete.mutationOptions());
  const projects = useQuery(trpc.project.list.queryOptions({}));
  const servers = useQuery(trpc.server.list.queryOptions({}));
  const keys = useQuery(trpc.privateKey.list.queryOptions({}));
  const members = organization.members_count;
  return (
    <DangerAction
      title="Delete this organization"
      label="Delete organization"
      typeToConfirm={organization.name}
      blockedBy={blockedBy(organization, {
        projects: projects.data?.length ?? 0,
        servers: servers.data?.length ?? 0,
        'private keys': keys.data?.length ?? 0,
      })}
      consequences={
        <p>
          Removes <strong>{organization.name}</strong>: the membership of {members}{' '}
          {members === 1 ? 'person' : 'people'}, its invitations, custom roles and every API token made in it.
          Accounts stay, and so does the audit trail.
        </p>
      }
      onConfirm={async () => {
        await remove.mutateAsync({ id: organization.id, confirm_name: organization.name });
        // Another organization is the active one now: nothing that was loaded is right any more.
        window.location.assign(paths.home());
      }}
    />
  );
}

function blockedBy({ no }: Organization, held: Record<string, number>): string | null {
  if (no === 0) return 'This organization runs the installation and cannot be deleted.';
  const left = Object.entries(held)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${count === 1 ? what.slice(0, -1) : what}`);
  return left.length === 0 ? null : `It still has ${left.join(', ')}. Delete them first.`;
}
