import type { Component } from '../../db/generated/client';
import type { StatusOfComponent } from '../../engine/stack/status';
import type { OrganizationScope } from '../context';

type Known = Pick<Component, 'id' | 'name' | 'status'>;

/** Write down what was observed of the components of a stack. @returns whether one of them is news */
export async function writeComponentStatuses(
  scope: Pick<OrganizationScope, 'db' | 'clock'>,
  components: readonly Known[],
  statuses: readonly StatusOfComponent[],
): Promise<boolean> {
  let isNews = false;
  for (const { id, name, status: before } of components) {
    const status = statuses.find((each) => each.name === name)?.status ?? 'exited';
    const isOnline = status.startsWith('running');
    if (status === before && !isOnline) continue;
    isNews ||= status !== before;
    await scope.db.component.updateMany({
      where: { id },
      data: { status, ...(isOnline && { lastOnlineAt: scope.clock.now() }) },
    });
  }
  return isNews;
}
