import type { Component } from '../../db/generated/client';
import type { StatusOfComponent } from '../../engine/stack/status';
import type { OrganizationScope } from '../context';

type Known = Pick<Component, 'id' | 'name' | 'status'>;

interface Written {
  /** Whether the status of one of them changed. */
  isNews: boolean;
  /** Ids of those still running as before, for `markComponentsOnline`. */
  stillOnline: number[];
}

/** Store the changed statuses of the components of a stack. */
export async function writeComponentStatuses(
  { db, clock }: Pick<OrganizationScope, 'db' | 'clock'>,
  components: readonly Known[],
  statuses: readonly StatusOfComponent[],
): Promise<Written> {
  const stillOnline: number[] = [];
  let isNews = false;
  for (const { id, name, status: before } of components) {
    const status = statuses.find((each) => each.name === name)?.status ?? 'exited';
    const isOnline = status.startsWith('running');
    if (status !== before) {
      isNews = true;
      await db.component.updateMany({
        where: { id },
        data: { status, ...(isOnline && { lastOnlineAt: clock.now() }) },
      });
    } else if (isOnline) stillOnline.push(id);
  }
  return { isNews, stillOnline };
}

/** Store that components are running now: in one statement, however many there are. */
export async function markComponentsOnline(
  { db, clock }: Pick<OrganizationScope, 'db' | 'clock'>,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.component.updateMany({ where: { id: { in: [...ids] } }, data: { lastOnlineAt: clock.now() } });
}
