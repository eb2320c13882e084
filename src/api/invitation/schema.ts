import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { emailAddress } from '../../domain/input/email-address';
import { roles } from '../../domain/permission/role-matrix';
import type { Accepted } from '../../services/invitations/accept';
import type { CreatedInvitation } from '../../services/invitations/create';
import type { previewInvitation } from '../../services/invitations/find';
import type { PendingInvitation } from '../../services/invitations/list';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const byOrganization = z.strictObject({ id: pathId });
export const byInvitation = z.strictObject({ id: pathId, invitation_id: pathId });
export const byToken = z.strictObject({ token: pathId });

export const createInput = z.strictObject({
  id: pathId,
  email: emailAddress,
  role: z.enum(roles),
  custom_role_id: z.string().nullable().default(null),
});

export const acceptInput = z.strictObject({
  token: pathId,
  /** Name and password of a new account. An existing account needs only its password. */
  name: displayName.optional(),
  password: z.string().min(1).optional(),
});

/** A new invitation. Its link is in this response only. */
export const createdInvitation = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(roles),
    expires_at: timestamp,
    link: z.string(),
    token: z.string(),
    /** Whether the link is being sent by mail. */
    is_mailed: z.boolean(),
  })
  .meta({ id: 'InvitationCreated' });

export function toCreated(invitation: CreatedInvitation): z.input<typeof createdInvitation> {
  return {
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    expires_at: toTimestamp(invitation.expiresAt),
    link: invitation.link.reveal(),
    token: invitation.token.reveal(),
    is_mailed: invitation.isMailed,
  };
}

export const invitationItem = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(roles),
    custom_role_id: z.string().nullable(),
    custom_role_name: z.string().nullable(),
    invited_by: z.object({ id: z.string(), name: z.string() }),
    created_at: timestamp,
    expires_at: timestamp,
  })
  .meta({ id: 'Invitation' });

export function toItem(row: PendingInvitation): z.input<typeof invitationItem> {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    custom_role_id: row.customRoleId,
    custom_role_name: row.customRole?.name ?? null,
    invited_by: row.invitedBy,
    created_at: toTimestamp(row.createdAt),
    expires_at: toTimestamp(row.expiresAt),
  };
}

export const preview = z
  .object({
    organization_name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    invited_by: z.string(),
    expires_at: timestamp,
    has_account: z.boolean(),
  })
  .meta({ id: 'InvitationPreview' });

export function toPreview(found: Awaited<ReturnType<typeof previewInvitation>>): z.input<typeof preview> {
  return {
    organization_name: found.organizationName,
    email: found.email,
    role: found.role,
    invited_by: found.invitedBy,
    expires_at: toTimestamp(found.expiresAt),
    has_account: found.hasAccount,
  };
}

export const accepted = z
  .object({ organization_id: z.string(), user_id: z.string() })
  .meta({ id: 'InvitationAccepted' });

export function toAccepted({ organizationId, userId }: Accepted): z.input<typeof accepted> {
  return { organization_id: organizationId, user_id: userId };
}
