import { type DiskUse, usedPercent } from '../../domain/disk-forecast';
import { readInventory } from '../../engine/cleanup/inventory';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { notify } from '../notifications/notify';
import { findServer, type ServerWithKey } from '../servers/find';
import { unrecordedHostOf } from '../servers/host';
import { dockerDisk, forecastDisk, keepSample } from './disk';
import { sweepLeftPreviews } from './sweep-left-previews';
import { noteUnattached } from './volumes';

/**
 * Check how full the disk of a server is, which volumes no container mounts, and what previews have left behind. An
 * unreachable server is skipped.
 */
export async function checkDisk(scope: OrganizationScope, serverUuid: string): Promise<void> {
  const server = await findServer(scope, serverUuid);
  if (server.state !== 'usable') return;
  const host = unrecordedHostOf(scope, server);
  const disk = await dockerDisk(host);
  await keepSample(scope, server, disk);
  const inventory = await readInventory(host, scope.installation.uuid, scope.organizationId);
  await noteUnattached(scope, server, inventory);
  await sweepLeftPreviews(scope, server, inventory);
  await warn(scope, server, disk);
}

/** Warn once that a disk is filling up; again only after it was below the threshold in between. */
async function warn(scope: OrganizationScope, server: ServerWithKey, disk: DiskUse): Promise<void> {
  const used = usedPercent(disk);
  const isHigh = used >= server.diskUsageThreshold;
  const { count } = await scope.db.server.updateMany({
    where: { id: server.id, isDiskWarningSent: !isHigh },
    data: { isDiskWarningSent: isHigh },
  });
  if (count === 0) return;
  const { uuid, name } = server;
  await changed(scope, 'server', uuid);
  if (!isHigh) return;
  const days = await forecastDisk(scope, server, disk);
  const forecast = days === null ? '' : ` At this rate, it will be full in ${days} days.`;
  await notify(scope, {
    event: 'server_disk_usage',
    isGood: false,
    title: `The disk of server ${name} is filling up`,
    text: `${used} % is used; the threshold is ${server.diskUsageThreshold} %.${forecast}`,
    path: `/servers/${uuid}/cleanup`,
    id: `${uuid} ${scope.clock.now().toISOString()}`,
    details: { server_uuid: uuid, server: name, used_percent: String(used) },
  });
}
