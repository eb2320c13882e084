import type { Services } from '../context';

/** The id of organization 0, whose owners administer the installation; null before the first start is complete. */
export async function rootOrganizationId({ database }: Services): Promise<string | null> {
  const root = await database.unscoped.organization.findUnique({ where: { no: 0 }, select: { id: true } });
  return root?.id ?? null;
}
