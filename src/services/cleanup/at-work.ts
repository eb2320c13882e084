import type { Prisma } from '../../db/generated/client';

/** Operations that wait, work, or clean up after themselves, and those that may still be taken back with their group. */
export const atWork = {
  OR: [
    { status: { in: ['queued', 'in_progress'] } },
    { leaseHolder: { not: null } },
    { group: { finishedAt: null } },
  ],
} satisfies Prisma.OperationWhereInput;
