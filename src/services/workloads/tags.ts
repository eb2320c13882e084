import type { ScopedModels } from '../../db/scope';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';

/** Get the ids of the tags with these names; missing ones are created. */
export async function tagIds(scope: Scope, tx: ScopedModels, names: readonly string[]): Promise<number[]> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return [];
  const { organizationId } = scope;
  await tx.tag.createMany({
    data: wanted.map((name) => ({ uuid: newUuid(), organizationId, name })),
    skipDuplicates: true,
  });
  const tags = await tx.tag.findMany({ where: { name: { in: wanted } }, select: { id: true } });
  return tags.map(({ id }) => id);
}
