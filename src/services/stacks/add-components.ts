import { componentKind } from '../../domain/compose/component-kind';
import { stopGraceSeconds } from '../../engine/stack/component';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { StackOnServer } from './find';
import { claimNames } from './network-names';
import { readProject } from './read-project';

/**
 * Create a row for each enabled service without one: a variable can enable profiles without a change of the file. Rows
 * of services that it disables stay until the file is saved, with the users' settings. Network names on the server are
 * claimed as the variables now say, except those of another workload.
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
    data: missing.map(({ name, image, excludeFromHealth, stopGracePeriod }) => ({
      uuid: newUuid(),
      organizationId,
      workloadId: row.id,
      name,
      kind: componentKind(image ?? ''),
      image: image ?? '',
      isExcludedFromStatus: excludeFromHealth,
      stopGraceSeconds: stopGraceSeconds({ stopGracePeriod }),
    })),
    skipDuplicates: true,
  });
  await scope.db.$transaction((tx) =>
    claimNames(tx, row.id, { serverId: row.server.id, project, leavesTaken: true }),
  );
}
