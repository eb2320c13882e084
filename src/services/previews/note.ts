import type { Preview } from '../../db/generated/client';
import { type ClaimedAddress, notePreview, type PullRequestNote } from '../../db/queries/note-preview';
import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { newUuid, randomText } from '../../lib/random';
import type { ApplicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';
import { beingDeleted } from '../workloads/require-legal';
import { previewAddress } from './address';

/** What is known of a pull request of an application. */
export type PullRequest = Omit<PullRequestNote, 'workloadId' | 'organizationId'>;

const RANDOM_LENGTH = 8;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Store what is known of a pull request, and claim the address of its preview.
 * @returns null: the application already has as many previews as it may have
 * @throws AppError 409 for an address of another resource · 422 for a template that gives no host name
 */
export async function keepPullRequest(
  scope: OrganizationScope,
  application: ApplicationRecord,
  pullRequest: PullRequest,
): Promise<Preview | null> {
  const { pullRequestId } = pullRequest;
  const workloadId = application.id;
  const address = (random: string) => addressOf(scope, application, pullRequestId, random);
  const note = {
    ...pullRequest,
    ...{ workloadId, organizationId: scope.organizationId, uuid: newUuid() },
    ...{ random: randomText(RANDOM_LENGTH, LETTERS), limit: application.previewLimit, address },
  };
  const outcome = await unlessTaken(() => notePreview(scope.database.pool, note));
  if (outcome === 'gone') throw beingDeleted('application');
  if (outcome === 'full') return null;
  return scope.db.preview.findFirstOrThrow({ where: { workloadId, pullRequestId } });
}

async function unlessTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError(
      'conflict',
      'Another resource already uses the address of this preview. Use a different preview_url_template that contains {{pr_id}}.',
    );
  }
}

function addressOf(
  { installation }: OrganizationScope,
  { previewUrlTemplate: template, fqdn, buildPack }: ApplicationRecord,
  pullRequestId: number,
  random: string,
): ClaimedAddress | null | undefined {
  if (buildPack === 'dockercompose') return undefined;
  const address = previewAddress({ template, fqdn, pullRequestId, random });
  if (address === null) return null;
  if (address === 'unusable' || address.entry.host === new URL(installation.publicUrl).hostname)
    throw new AppError(
      'validation_failed',
      `The preview_url_template \`${template}\` does not give a valid address for pull request ${pullRequestId}.`,
    );
  return { fqdn: address.url, ...address.entry };
}
