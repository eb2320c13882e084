import { componentKind } from '../../domain/compose/component-kind';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { StackOnServer } from './find';
import { claimNames } from './network-names';
import { readProject } from './read-project';

/**
 * Give a row to each service that is on and has none: a variable switches profiles on without a change of the file. Rows of
 * those that it switches off stay until the file is saved, with what users have set of them. Names in networks of the
 * server are taken as the variables say them now, but for those that another workload has.
 */
export async function addComponents(
  scope: OrganizationScope,
  row: Parameters<typeof readProject>[1] & Pick<StackOnServer, 'components' | 'server'>,
): Promise<void> {
  const { project } = await readProject(scope, row);
  const { services } = project;
  const missing = services.filter(({ name }) => !row.components.some((each) => each.name === name));
  const { organizationId } = scope;
  await scope.db.component.createMany({
    data: missing.map(({ name, image, excludeFromHealth }) => ({
      uuid: newUuid(),
      organizationId,
      workloadId: row.id,
      name,
      kind: componentKind(image ?? ''),
      image: image ?? '',
      isExcludedFromStatus: excludeFromHealth,
    })),
    skipDuplicates: true,
  });
  await scope.db.$transaction((tx) =>
    claimNames(tx, row.id, { serverId: row.server.id, project, leavesTaken: true }),
  );
}
