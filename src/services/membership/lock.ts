import type { ScopedModels } from '../../db/scope';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';

/**
 * Run `work` while no other call changes the members of the organization, so that counts stay valid until it is done.
 * Writing the organization's row is the lock; the second of two concurrent calls sees the changes of the first.
 */
export function withMembersLocked<T>(scope: Scope, work: (tx: ScopedModels) => Promise<T>): Promise<T> {
  return scope.db.$transaction(async (tx) => {
    await tx.organization.update({
      where: { id: scope.organizationId },
      data: { updatedAt: scope.clock.now() },
    });
    return work(tx);
  });
}

/** Require another owner, before a change that removes one. @throws AppError conflict */
export async function requireAnotherOwner(tx: ScopedModels, userId: string): Promise<void> {
  const others = await tx.membership.count({ where: { role: 'owner', userId: { not: userId } } });
  if (others === 0)
    throw new AppError('conflict', 'An organization needs an owner. Make another member an owner first.');
}
