import type { ProxyConfiguration } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { OrganizationScope } from '../context';

/** Authenticated with every sealed text, so that it cannot be moved to another column. */
const PURPOSE = 'proxy_configurations.content';

export function sealContent(sealer: Sealer, text: string): Uint8Array<ArrayBuffer> {
  return sealer.seal(text, PURPOSE);
}

export function openContent(sealer: Sealer, row: Pick<ProxyConfiguration, 'contentSealed'>): string {
  return sealer.open(row.contentSealed, PURPOSE).reveal();
}

/** Find the entry with the active text of a server; null: nothing was ever written. */
export function findCurrent(
  { db }: Pick<OrganizationScope, 'db'>,
  serverId: number,
): Promise<ProxyConfiguration | null> {
  return db.proxyConfiguration.findFirst({ where: { serverId, problem: null }, orderBy: { id: 'desc' } });
}

/** Name of the lock for writing the custom part of a server's proxy. */
export function lockOf(serverId: number): string {
  return `gantry proxy configuration ${serverId}`;
}
