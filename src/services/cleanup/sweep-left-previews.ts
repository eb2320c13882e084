import { workloadOf } from '../../domain/workload/preview-name';
import { leftByPreviews } from '../../engine/cleanup/choose';
import type { Inventory } from '../../engine/cleanup/inventory';
import { removeUnneeded } from '../../engine/cleanup/remove';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';
import { isBusy, protectionOf } from './protection';

/**
 * Remove the containers of deleted previews, running or not (deployment contract D8.2), left by an interrupted removal.
 * What they kept is removed by the next cleanup.
 */
export async function sweepLeftPreviews(
  scope: OrganizationScope,
  server: ServerWithKey,
  inventory: Inventory,
): Promise<void> {
  const left = leftByPreviews(inventory, await protectionOf(scope, server, inventory));
  if (left.length === 0) return;
  const host = hostOf(scope, server);
  const removed: string[] = [];
  for (const container of left) {
    if (await isBusy(scope, workloadOf(container.resource))) continue;
    if (await removeUnneeded(host, scope.installation.uuid, container)) removed.push(container.name);
  }
  scope.log.info({ server: server.uuid, removed }, 'removed leftovers of previews');
}
