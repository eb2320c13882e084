'use client';

import { useQuery } from '@tanstack/react-query';
import { ChoiceField } from '../forms/choice-field';
import { roleTitle } from '../organization/role-title';
import { roleWords } from '../organization/role-words';
import { useSession } from '../session/session-provider';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { customChoice } from './role-choice';

/** Select for the roles that the caller can give: none above their own, and owner only if they are one. */
export function RoleField({ name, withOwner }: { name: string; withOwner: boolean }) {
  const trpc = useTRPC();
  const { role } = useSession();
  const canReadRoles = useCan('role:read');
  const custom = useQuery(trpc.role.list.queryOptions({}, { enabled: canReadRoles }));
  const builtIn = (['owner', 'admin', 'member'] as const).filter(
    (each) => each !== 'owner' || (withOwner && role === 'owner'),
  );
  return (
    <ChoiceField
      name={name}
      label="Role"
      choices={[
        ...builtIn.map((each) => ({ value: each, title: roleTitle(each), text: roleWords[each] })),
        ...(custom.data ?? []).map(({ id, name: title, description, permissions }) => ({
          value: customChoice(id),
          title,
          text: description || `Custom role, ${permissions.length} permissions`,
        })),
      ]}
    />
  );
}
