import type { Preview } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import type { OrganizationScope } from '../context';

/** Find the preview of a pull request of an application, or null. */
export function findPreview(
  { db }: Pick<OrganizationScope, 'db'>,
  workloadId: number,
  pullRequestId: number,
): Promise<Preview | null> {
  return db.preview.findFirst({ where: { workloadId, pullRequestId } });
}

/** Get the preview of a pull request of an application, or 404. */
export async function getPreview(
  scope: Pick<OrganizationScope, 'db'>,
  workloadId: number,
  pullRequestId: number,
): Promise<Preview> {
  const preview = await findPreview(scope, workloadId, pullRequestId);
  if (!preview) throw notFound('Preview');
  return preview;
}
