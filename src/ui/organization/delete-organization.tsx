'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { countOf } from '../feedback/count-of';
import { DangerAction } from '../feedback/danger-action';
import { paths } from '../paths';
import { Link } from '../primitives/link';
import type { Organization } from '../resources';
import { useTRPC } from '../trpc';

/** Deletion of an organization: what it removes, and what has to be deleted first. */
export function DeleteOrganization({ organization }: { organization: Organization }) {
  const trpc = useTRPC();
  const remove = useMutation(trpc.organization.delete.mutationOptions());
  const projects = useQuery(trpc.project.list.queryOptions({}));
  const servers = useQuery(trpc.server.list.queryOptions({}));
  const keys = useQuery(trpc.privateKey.list.queryOptions({}));
  const held = [
    { one: 'project', many: 'projects', href: paths.projects(), count: countOf(projects) },
    { one: 'server', many: 'servers', href: paths.servers(), count: countOf(servers) },
    { one: 'private key', many: 'private keys', href: paths.privateKeys(), count: countOf(keys) },
  ];
  const members = organization.members_count;
  return (
    <DangerAction
      title="Delete this organization"
      label="Delete organization"
      typeToConfirm={organization.name}
      blockedBy={blockedBy(organization, held)}
      consequences={
        <p>
          Removes <strong>{organization.name}</strong>: the membership of {members}{' '}
          {members === 1 ? 'person' : 'people'}, its invitations, custom roles and all of its API tokens. User
          accounts and the audit log stay.
        </p>
      }
      onConfirm={async () => {
        await remove.mutateAsync({ id: organization.id, confirm_name: organization.name });
        // The active organization is now another one: all loaded data is outdated.
        window.location.assign(paths.home());
      }}
    />
  );
}

interface Held {
  one: string;
  many: string;
  /** Page where these objects are deleted. */
  href: string;
  /** Undefined while it is unknown. */
  count: number | undefined;
}

function blockedBy({ no }: Organization, held: readonly Held[]): ReactNode {
  if (no === 0) return <p>This organization runs the installation and cannot be deleted.</p>;
  if (held.some(({ count }) => count === undefined)) return <p>Checking what it still contains…</p>;
  const left = held.filter(({ count }) => count !== 0);
  if (left.length === 0) return null;
  return (
    <>
      <p>The organization is not empty. Delete these first:</p>
      <ul className="list-disc pl-5">
        {left.map(({ one, many, href, count }) => (
          <li key={href}>
            <Link href={href} className="text-accent-text underline underline-offset-2">
              {count} {count === 1 ? one : many}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
