import { componentKind } from '../../domain/compose/component-kind';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { StackOnServer } from './find';
import { readProject } from './read-project';

/**
 * Give a row to each service that is on and has none: a variable switches profiles on without a change of the file. Rows of
 * those that it switches off stay until the file is saved, with what users have set of them.
 */
export async function addComponents(
  scope: OrganizationScope,
  row: Parameters<typeof readProject>[1] & Pick<StackOnServer, 'components'>,
): Promise<void> {
  const { services } = (await readProject(scope, row)).project;
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
}
