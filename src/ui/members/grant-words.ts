import type { Outputs } from '../trpc';

export type Member = Outputs['member']['list'][number];
export type Grant = Member['grants'][number];

/** Grants beyond reading that a member can have in a project, from the narrowest to the widest. */
export const grantLevels: readonly { ability: string; title: string; text: string }[] = [
  { ability: 'read:sensitive', title: 'Secrets and logs', text: 'Read variable values and logs' },
  { ability: 'deploy', title: 'Deploy', text: 'Deploy, start, stop, restart, cancel' },
  { ability: 'write', title: 'Change', text: 'Create, change and delete resources' },
];

/** Add or remove one ability in a project. An entry without abilities lets the member see the project. */
export function withAbility(
  grants: readonly Grant[],
  project: string,
  ability: string,
  isGranted: boolean,
): Grant[] {
  return grants.map((grant) =>
    grant.project_uuid === project
      ? {
          ...grant,
          abilities: isGranted
            ? [...grant.abilities, ability]
            : grant.abilities.filter((each) => each !== ability),
        }
      : grant,
  );
}

/** Describe the access of a member: `Sees 2 projects only` or `Extra access in 2 projects`; null for the default. */
export function describeAccess({
  role,
  is_limited,
  grants,
}: Pick<Member, 'role' | 'is_limited' | 'grants'>): string | null {
  if (role !== 'member') return null;
  const count = `${grants.length} ${grants.length === 1 ? 'project' : 'projects'}`;
  if (is_limited) return grants.length === 0 ? 'Sees no projects' : `Sees ${count} only`;
  return grants.length === 0 ? null : `Extra access in ${count}`;
}
