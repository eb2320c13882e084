import type { Prisma } from '../../db/generated/client';

/** Operations that wait, work, or clean up after themselves. */
export const atWork = {
  OR: [{ status: { in: ['queued', 'in_progress'] } }, { leaseHolder: { not: null } }],
} satisfies Prisma.OperationWhereInput;
