import { type BuildTool, buildTools, toolOf } from '../../domain/build-tool';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';

/** The tools that builds on this server need: all on a build server, elsewhere those of its applications. */
export async function buildToolsOf(
  { db }: Pick<OrganizationScope, 'db'>,
  { id, isBuildServer }: Pick<ServerWithKey, 'id' | 'isBuildServer'>,
): Promise<BuildTool[]> {
  if (isBuildServer) return [...buildTools];
  const applications = await db.application.findMany({
    where: { workload: { destination: { serverId: id } } },
    distinct: ['buildPack'],
    select: { buildPack: true },
  });
  const needed = new Set(applications.map(({ buildPack }) => toolOf(buildPack)));
  return buildTools.filter((tool) => needed.has(tool));
}
