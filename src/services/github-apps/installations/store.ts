import { isDeepStrictEqual } from 'node:util';
import type { GithubApp, GithubInstallation } from '../../../db/generated/client';
import { changed } from '../../changed';
import type { OrganizationScope } from '../../context';
import { columnsOfInstallation, type DescribedInstallation } from './description';

type AppRow = Pick<GithubApp, 'id' | 'uuid' | 'installationId'>;

/** List the known installations of an app, by account. */
export function listInstallations(
  { db }: Pick<OrganizationScope, 'db'>,
  { id }: Pick<GithubApp, 'id'>,
): Promise<GithubInstallation[]> {
  return db.githubInstallation.findMany({ where: { githubAppId: id }, orderBy: { account: 'asc' } });
}

/** Store how GitHub describes installations of an app, unless something newer is stored. */
export async function storeInstallations(
  { db, organizationId }: OrganizationScope,
  app: Pick<GithubApp, 'id'>,
  described: readonly DescribedInstallation[],
): Promise<void> {
  const rows = described.map(columnsOfInstallation);
  const known = await db.githubInstallation.findMany({
    where: { githubAppId: app.id, installationId: { in: rows.map(({ installationId }) => installationId) } },
  });
  const before = new Map(known.map((row) => [row.installationId, row]));
  const data = rows.filter(({ installationId }) => !before.has(installationId));
  if (data.length > 0)
    await db.githubInstallation.createMany({
      data: data.map((row) => ({ organizationId, githubAppId: app.id, ...row })),
      skipDuplicates: true,
    });
  for (const row of rows) {
    const { installationId, changedAt } = row;
    const stored = before.get(installationId);
    if (!stored || isSame(stored, row)) continue;
    await db.githubInstallation.updateMany({
      where: { githubAppId: app.id, installationId, changedAt: { lte: changedAt } },
      data: row,
    });
  }
}

function isSame(stored: GithubInstallation, row: ReturnType<typeof columnsOfInstallation>): boolean {
  const { permissions, changedAt, ...plain } = row;
  return (
    stored.changedAt.getTime() === changedAt.getTime() &&
    isDeepStrictEqual(stored.permissions, permissions) &&
    Object.entries(plain).every(([name, value]) => Reflect.get(stored, name) === value)
  );
}

/**
 * Forget an installation that GitHub removed. If it was the app's first one, another one becomes that.
 * @param app as it was read
 */
export async function forgetInstallation(
  scope: OrganizationScope,
  app: AppRow,
  installationId: number,
): Promise<void> {
  const { db } = scope;
  await db.githubInstallation.deleteMany({ where: { githubAppId: app.id, installationId } });
  const next = await db.githubInstallation.findFirst({
    where: { githubAppId: app.id },
    orderBy: { installationId: 'asc' },
    select: { installationId: true },
  });
  await db.githubApp.updateMany({
    where: { id: app.id, installationId },
    data: { installationId: next?.installationId ?? null },
  });
  await changed(scope, 'git_source', app.uuid);
}

/** Make an installation the first one of an app that has none yet. */
export async function chooseFirst(
  { db }: Pick<OrganizationScope, 'db'>,
  { id }: Pick<GithubApp, 'id'>,
  installationId: number,
): Promise<void> {
  await db.githubApp.updateMany({ where: { id, installationId: null }, data: { installationId } });
}
