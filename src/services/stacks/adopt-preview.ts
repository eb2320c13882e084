import type { Preview } from '../../db/generated/client';
import { isVanished } from '../../db/violations';
import { AppError } from '../../domain/error';
import type { OrganizationScope } from '../context';
import { claimStackDomains, replaceStackDomains } from './domains';
import type { StackDraft } from './draft';
import { sealGenerated } from './generated-values';
import type { Values } from './variables';

interface Adoption {
  preview: Preview;
  draft: StackDraft;
  /** Values that were generated for it before. */
  kept: Values;
}

/**
 * Add to a preview what the file of its pull request requires: values, components and addresses. What the file no
 * longer requires stays until its release has succeeded. Nothing of the application changes.
 * @throws AppError 409 for an address of another resource, or when the preview was removed
 */
export async function adoptPreview(
  scope: OrganizationScope,
  { preview, draft, kept }: Adoption,
): Promise<void> {
  const { id: previewId, workloadId, pullRequestId } = preview;
  const owner = { organizationId: scope.organizationId, workloadId, pullRequestId };
  const generated = sealGenerated(scope.database.sealer, kept, draft.created);
  const known = await scope.db.previewComponent.findMany({ where: { previewId } });
  const names = draft.components.map(({ name }) => name);
  const running = known.filter(({ name }) => !names.includes(name));
  const components = [...draft.components, ...running];
  await claimStackDomains(scope, { components, workloadId, pullRequestId, force: false }, async (domains) => {
    await scope.db
      .$transaction(async (tx) => {
        const upsert = draft.components.map(({ name, ...update }) => ({
          where: { previewId_name: { previewId, name } },
          create: { name, ...update },
          update,
        }));
        await tx.preview.update({
          where: { id: previewId, state: { not: 'removing' } },
          data: { generated, components: { upsert } },
        });
        await replaceStackDomains(tx, owner, domains);
      })
      .catch((error: unknown) => {
        throw isVanished(error) ? new AppError('conflict', 'The preview was removed.') : error;
      });
  });
}

/** Remove from a preview what its succeeded release no longer has. Repeatable. */
export async function settlePreview(
  { db }: OrganizationScope,
  { workloadId, pullRequestId }: Pick<Preview, 'workloadId' | 'pullRequestId'>,
  names: string[],
): Promise<void> {
  await db.$transaction(async (tx) => {
    const preview = { workloadId, pullRequestId };
    await tx.previewComponent.deleteMany({ where: { preview, name: { notIn: names } } });
    await tx.domain.deleteMany({ where: { ...preview, component: { not: null, notIn: names } } });
  });
}
