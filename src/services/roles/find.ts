import type { ScopedModels } from '../../db/scope';
import { notFound } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';

/** Get a role of the organization. @throws AppError not_found */
export async function findRole(db: ScopedModels, id: string) {
  const role = isRfcUuid(id)
    ? await db.customRole.findFirst({
        where: { id },
        include: { _count: { select: { memberships: true } } },
      })
    : null;
  if (!role) throw notFound('Role');
  return role;
}

export type CustomRole = Awaited<ReturnType<typeof findRole>>;
