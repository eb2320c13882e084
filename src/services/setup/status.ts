import type { Database } from '../../db/database';

/** Whether the first owner is still missing. */
export async function isSetupRequired({ db }: Pick<Database, 'db'>): Promise<boolean> {
  const instance = await db.instance.findUniqueOrThrow({ where: { id: 1 }, select: { ownerUserId: true } });
  return instance.ownerUserId === null;
}
