import { z } from 'zod';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { roles } from '../../domain/permission/role-matrix';
import type { ListedOrganization, OrganizationDetails } from '../../services/organizations/read';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** `{id}` of a path: the uuid or the number. */
export const byId = z.strictObject({ id: pathId });

export const createInput = z.strictObject({
  name: displayName,
  description: description.nullable().optional(),
});

export const updateInput = z.strictObject({
  id: pathId,
  name: displayName.optional(),
  description: description.nullable().optional(),
  max_key_days: z.int().min(1).max(3_650).nullable().optional(),
  is_host_access_allowed: z.boolean().optional(),
});

export const deleteInput = z.strictObject({ id: pathId, confirm_name: z.string().optional() });

export const transferInput = z.strictObject({ id: pathId, user_id: z.string() });

const identity = { id: z.string(), no: z.number().int(), slug: z.string(), name: z.string() };

export const organizationRef = z.object(identity).meta({ id: 'OrganizationReference' });

export const organizationItem = z
  .object({
    ...identity,
    description: z.string().nullable(),
    /** Role of the caller. */
    role: z.enum(roles),
    members_count: z.number().int(),
    /** Whether it is the current organization of this session. */
    is_current: z.boolean(),
    created_at: timestamp,
  })
  .meta({ id: 'OrganizationListItem' });

export const organizationDetails = organizationItem
  .extend({
    max_key_days: z.number().int().nullable(),
    is_host_access_allowed: z.boolean(),
    transfer: z
      .object({ to_user_id: z.string(), to_name: z.string(), to_email: z.string(), expires_at: timestamp })
      .nullable(),
  })
  .meta({ id: 'Organization' });

type Organization = ListedOrganization['organization'] | OrganizationDetails['organization'];

export function toRef({ id, no, slug, name }: Organization): z.input<typeof organizationRef> {
  return { id, no, slug, name };
}

function toItem(
  organization: Organization,
  {
    role,
    membersCount,
    currentId,
  }: { role: ListedOrganization['role']; membersCount: number; currentId: string },
): z.input<typeof organizationItem> {
  return {
    ...toRef(organization),
    description: organization.description,
    role,
    members_count: membersCount,
    is_current: organization.id === currentId,
    created_at: toTimestamp(organization.createdAt),
  };
}

export function toListItem(row: ListedOrganization, currentId: string): z.input<typeof organizationItem> {
  const membersCount = row.organization._count.memberships;
  return toItem(row.organization, { role: row.role, membersCount, currentId });
}

export function toDetails(
  details: OrganizationDetails,
  currentId: string,
): z.input<typeof organizationDetails> {
  const { organization, transfer } = details;
  return {
    ...toItem(organization, { role: details.role, membersCount: details.membersCount, currentId }),
    max_key_days: organization.maxKeyDays,
    is_host_access_allowed: organization.isHostAccessAllowed,
    transfer: transfer && {
      to_user_id: transfer.toUserId,
      to_name: transfer.toName,
      to_email: transfer.toEmail,
      expires_at: toTimestamp(transfer.expiresAt),
    },
  };
}
