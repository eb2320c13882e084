import type { ProxyConfiguration, Server } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import { AppError } from '../../domain/error';
import { isProxyProgram, type ProxyProgram } from '../../domain/proxy';
import type { OrganizationScope } from '../context';

/** Authenticated with every sealed text, so that it cannot be moved to another column. */
const PURPOSE = 'proxy_configurations.content';

export function sealContent(sealer: Sealer, text: string): Uint8Array<ArrayBuffer> {
  return sealer.seal(text, PURPOSE);
}

export function openContent(sealer: Sealer, row: Pick<ProxyConfiguration, 'contentSealed'>): string {
  return sealer.open(row.contentSealed, PURPOSE).reveal();
}

/** Find the entry with the active text for the program of a server's proxy; null: there is none. */
export async function findCurrent(
  { db }: Pick<OrganizationScope, 'db'>,
  { id: serverId, proxyKind: program }: Pick<Server, 'id' | 'proxyKind'>,
): Promise<ProxyConfiguration | null> {
  if (!isProxyProgram(program)) return null;
  return db.proxyConfiguration.findFirst({
    where: { serverId, program, problem: null },
    orderBy: { id: 'desc' },
  });
}

/**
 * Get the program whose format the custom part of a server has. @throws AppError `bad_request` when it has no proxy
 */
export function programOf({ proxyKind }: Pick<Server, 'proxyKind'>): ProxyProgram {
  if (!isProxyProgram(proxyKind)) throw new AppError('bad_request', 'This server has no proxy to configure.');
  return proxyKind;
}

/** Name of the lock for writing the custom part of a server's proxy. */
export function lockOf(serverId: number): string {
  return `gantry proxy configuration ${serverId}`;
}
