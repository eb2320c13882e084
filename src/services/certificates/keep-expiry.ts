import type { DatabaseSpec } from '../../domain/database/database-spec';
import type { OrganizationScope } from '../context';

/** Store the expiry of the certificate that a database runs with; null: it runs without one. */
export async function keepExpiry(
  scope: OrganizationScope,
  id: number,
  { certificateExpiresAt = null }: Pick<DatabaseSpec, 'certificateExpiresAt'>,
): Promise<void> {
  const end = certificateExpiresAt === null ? null : new Date(certificateExpiresAt);
  await scope.db.database.updateMany({ where: { id }, data: { certificateExpiresAt: end } });
}
