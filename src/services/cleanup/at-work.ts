import type { Prisma } from '../../db/generated/client';

/** Operations that wait, run, or clean up after themselves, and those that may still be reverted with their group. */
export const atWork = {
  OR: [
    { status: { in: ['queued', 'in_progress'] } },
    { leaseHolder: { not: null } },
    { group: { finishedAt: null } },
  ],
} satisfies Prisma.OperationWhereInput;
