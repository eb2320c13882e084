import { z } from 'zod';
import { type Ability, abilityOf } from '../../domain/permission/ability';
import { roles } from '../../domain/permission/role-matrix';
import { grantAbilities } from '../../domain/permission/role-reach';
import type { Member } from '../../services/members/find';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const byOrganization = z.strictObject({ id: pathId });
export const byUser = z.strictObject({ id: pathId, user_id: pathId });

function isGrantable(ability: Ability | undefined): ability is (typeof grantAbilities)[number] {
  return grantAbilities.some((each) => each === ability);
}

const grantAbility = z
  .string()
  .refine((text) => isGrantable(abilityOf(text)), `Must be one of ${grantAbilities.join(', ')}.`)
  .transform((text): Ability => abilityOf(text) ?? 'read'); // the refinement has checked it

const grant = z.strictObject({
  project_uuid: z.string(),
  abilities: z
    .array(grantAbility)
    .min(1, 'List the granted abilities.')
    .max(grantAbilities.length)
    .transform((list) => [...new Set(list)]),
});

export const updateInput = z.strictObject({
  id: pathId,
  user_id: pathId,
  role: z.enum(roles).optional(),
  custom_role_id: z.string().nullable().optional(),
  /** Whether a member sees only the granted projects. */
  is_limited: z.boolean().optional(),
  /** The complete list of grants: those not in it are revoked. */
  grants: z.array(grant).max(500).optional(),
});

/** A member with their rights, without secrets. */
export const memberSchema = z
  .object({
    user_id: z.string(),
    no: z.number().int(),
    email: z.string(),
    username: z.string(),
    name: z.string(),
    role: z.enum(roles),
    custom_role_id: z.string().nullable(),
    custom_role_name: z.string().nullable(),
    is_limited: z.boolean(),
    grants: z.array(z.object({ project_uuid: z.string(), abilities: z.array(z.string()) })),
    joined_at: timestamp,
    two_factor_enabled: z.boolean(),
  })
  .meta({ id: 'Member' });

export function toMember({ user, ...member }: Member): z.input<typeof memberSchema> {
  return {
    user_id: user.id,
    no: user.no,
    email: user.email,
    username: user.username,
    name: user.name,
    role: member.role,
    custom_role_id: member.customRoleId,
    custom_role_name: member.customRole?.name ?? null,
    is_limited: member.isLimited,
    grants: member.grants.map(({ project, abilities }) => ({ project_uuid: project.uuid, abilities })),
    joined_at: toTimestamp(member.createdAt),
    two_factor_enabled: user.totpEnabledAt !== null,
  };
}
