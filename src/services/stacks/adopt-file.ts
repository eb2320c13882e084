import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import { claimStackDomains, replaceStackDomains } from './domains';
import type { DraftComponent, StackDraft } from './draft';
import type { StackOnServer } from './find';
import { claimNames } from './network-names';
import { asPortConflict, claimPorts } from './ports';
import { writeValues } from './variables';

/**
 * Add to a stack what a file of its repository requires: variables, components, domains and ports. What the file no
 * longer requires stays until its release has succeeded.
 * @throws AppError 409 for a domain in use, 422 for a port that is taken
 */
export async function adoptFile(
  scope: OrganizationScope,
  row: StackOnServer,
  draft: StackDraft,
): Promise<void> {
  const { organizationId } = scope;
  const { id: workloadId, server } = row;
  const { project } = draft.resolved;
  const components = withKept(row, draft);
  await claimStackDomains(scope, { components, workloadId, force: true }, async (domains) => {
    await scope.db
      .$transaction(async (tx) => {
        await claimPorts(scope, tx, workloadId, { server, project, keepsOthers: true });
        await claimNames(tx, workloadId, { serverId: server.id, project, keepsOthers: true });
        await tx.component.createMany({
          data: draft.components
            .filter(({ name }) => !row.components.some((each) => each.name === name))
            .map((component) => ({ ...component, uuid: newUuid(), organizationId, workloadId })),
          skipDuplicates: true,
        });
        await writeValues(scope, tx, workloadId, draft);
        await replaceStackDomains(tx, { organizationId, workloadId }, domains);
      })
      .catch((error: unknown) => {
        throw asPortConflict(error);
      });
  });
}

/** The components of the file, and the running ones that are no longer in it. */
function withKept({ components }: StackOnServer, draft: StackDraft): Pick<DraftComponent, 'name' | 'fqdn'>[] {
  const kept = components.filter(({ name }) => !draft.components.some((each) => each.name === name));
  return [...draft.components, ...kept];
}
