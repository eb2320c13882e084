import type { Database } from '../../db/database';
import { newUuid } from '../../lib/random';

export interface Instance {
  uuid: string;
  hasOwner: boolean;
}

/** Get the single row of this installation, which its first start creates. */
export async function ensureInstance({ db }: Pick<Database, 'db'>): Promise<Instance> {
  await db.instance.createMany({ data: [{ id: 1, uuid: newUuid() }], skipDuplicates: true });
  const { uuid, ownerUserId } = await db.instance.findUniqueOrThrow({ where: { id: 1 } });
  return { uuid, hasOwner: ownerUserId !== null };
}
