import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { findCurrent, openContent } from './stored';

const withUser = { user: { select: { id: true, name: true } } } as const;

/** List the saved entries for the proxy of a server, newest first. */
export async function listEntries(scope: Scope, uuid: string, page: { skip: number; take: number }) {
  const server = await findServer(scope, uuid);
  const { id: serverId } = server;
  const [rows, current] = await Promise.all([
    scope.db.proxyConfiguration.findMany({
      where: { serverId },
      orderBy: { id: 'desc' },
      include: withUser,
      ...page,
    }),
    findCurrent(scope, server),
  ]);
  return rows.map((row) => ({ ...row, isCurrent: row.id === current?.id }));
}

export type Entry = Awaited<ReturnType<typeof listEntries>>[number];

/** Get one entry with its text, or 404. */
export async function getEntry(
  scope: Scope,
  uuid: string,
  entryUuid: string,
): Promise<Entry & { text: string }> {
  const server = await findServer(scope, uuid);
  const { id: serverId } = server;
  requirePublicId(entryUuid, 'Configuration');
  const row = await scope.db.proxyConfiguration.findFirst({
    where: { serverId, uuid: entryUuid },
    include: withUser,
  });
  if (!row) throw notFound('Configuration');
  const current = await findCurrent(scope, server);
  return { ...row, isCurrent: row.id === current?.id, text: openContent(scope.database.sealer, row) };
}
