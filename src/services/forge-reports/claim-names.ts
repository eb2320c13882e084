import { AppError } from '../../domain/error';
import type { OrganizationScope } from '../context';
import { type ReportNames, type ReportSubject, reportNames } from './report-names';

/** Lengths of the part of the uuid that tells an application from others of the same name. */
const MARKS = [0, 8, 16];

interface Claimant extends ReportSubject {
  application: { id: number; uuid: string; name: string };
}

/**
 * Name the reports of an application as those of no other one in its organization. Which of two with the same name has
 * the plain one does not change while both keep their names: forges can require a status by its name.
 */
export async function claimNames(
  { db, organizationId }: Pick<OrganizationScope, 'db' | 'organizationId'>,
  subject: Claimant,
  tokenUuid: string | null,
): Promise<ReportNames> {
  const { id: workloadId, uuid } = subject.application;
  const isPreview = subject.pullRequestId > 0;
  const namesWith = (mark: string) => reportNames({ ...subject, mark }, tokenUuid);
  const where = { workloadId_isPreview: { workloadId, isPreview } };
  const held = await db.forgeReportName.findUnique({ where });
  if (held && claimOf(namesWith(held.mark)) === held.claim) return namesWith(held.mark);
  for (const length of MARKS) {
    const mark = uuid.slice(0, length);
    const names = namesWith(mark);
    const claim = claimOf(names);
    const others = { claim, NOT: { workloadId, isPreview } };
    if ((await db.forgeReportName.count({ where: others })) > 0) continue;
    await db.forgeReportName.upsert({
      where,
      create: { workloadId, isPreview, organizationId, claim, mark },
      update: { claim, mark },
    });
    return names;
  }
  throw new AppError('internal', 'Every name for the reports of an application is taken.', { detail: uuid });
}

/** GitHub ignores case. */
function claimOf({ status }: ReportNames): string {
  return status.toLowerCase();
}
