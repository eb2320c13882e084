import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { enqueueMail } from '../mail/send';
import { isMailConfigured } from '../mail/smtp-server';

/** Send the link to the invited address. @returns false without a mail server: then the inviter passes the link on */
export async function mailInvitation(
  scope: Scope,
  { to, role, link, expiresAt }: { to: string; role: string; link: Secret; expiresAt: Date },
): Promise<boolean> {
  if (!(await isMailConfigured(scope))) return false;
  const { user, organization } = scope.principal;
  await enqueueMail(scope, {
    to,
    template: 'invitation',
    values: {
      organizationName: organization.name,
      invitedBy: user.name,
      role,
      link: link.reveal(),
      expiresAt: expiresAt.toISOString(),
    },
  });
  return true;
}
