import { lockOrganization } from '../../db/queries/organization-row';
import { AppError, invalidField } from '../../domain/error';
import type { Scope } from '../context';

/**
 * Delete an organization with its members, invitations, roles and keys. Everything it runs on machines must be removed
 * before: nothing would manage it any more.
 * @throws AppError conflict (number 0, or not empty), validation_failed (another name confirmed)
 */
export async function removeOrganization(scope: Scope, confirmName: string | undefined): Promise<void> {
  scope.notes.targetUuid = scope.organizationId;
  const { id, no, name } = scope.principal.organization;
  if (no === 0)
    throw new AppError('conflict', 'This organization runs the installation and cannot be deleted.');
  if (confirmName !== undefined && confirmName !== name)
    throw invalidField('confirm_name', 'Must be the name of the organization.');
  await scope.database.unscoped.$transaction(async (tx) => {
    await lockOrganization(tx, id);
    const where = { organizationId: id };
    const left = [
      { count: await tx.project.count({ where }), what: 'projects' },
      { count: await tx.server.count({ where }), what: 'servers' },
      { count: await tx.privateKey.count({ where }), what: 'private keys' },
    ].filter(({ count }) => count > 0);
    if (left.length > 0)
      throw new AppError('conflict', `Delete its ${left.map(({ what }) => what).join(', ')} first.`);
    await tx.session.updateMany({
      where: { activeOrganizationId: id },
      data: { activeOrganizationId: null },
    });
    await tx.organization.deleteMany({ where: { id } });
    scope.notes.removed({ name });
  });
}
