import type { GitToken } from '../../db/generated/client';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';

/** Store how the last use of a token ended, unless the token was replaced meanwhile. @param problem null: it was accepted */
export async function keepOutcomeOfToken(
  scope: Pick<OrganizationScope, 'db' | 'clock' | 'changes' | 'organizationId'>,
  token: GitToken,
  problem: string | null,
): Promise<void> {
  await scope.db.gitToken.updateMany({
    where: { id: token.id, tokenSealed: token.tokenSealed },
    data: { problem, lastUsedAt: scope.clock.now() },
  });
  if (problem !== token.problem || token.lastUsedAt === null) await changed(scope, 'git_source', token.uuid);
}
