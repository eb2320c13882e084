import type { Forge } from '../../domain/forge';
import { callsOfForge } from '../../engine/forge/access';
import type { TokenCheck } from '../../engine/forge/forge-api';
import { forgeApis } from '../../engine/forge/forge-apis';
import type { Scope } from '../context';
import { accessOf } from './access';
import { findGitToken } from './find';
import { keepOutcomeOfToken } from './keep-outcome';
import { listApplicationsOfToken } from './list-dependent-applications';

/** Ask a forge whether it accepts a token. @throws AppError 404 · unavailable when it does not answer */
export async function validateGitToken(scope: Scope, uuid: string): Promise<TokenCheck> {
  const row = await findGitToken(scope, uuid);
  const { checkToken } = forgeApis[row.forge as Forge]; // only these are stored
  const [application] = await listApplicationsOfToken(scope, row);
  const check = await checkToken(callsOfForge(accessOf(scope, row)), application?.repository ?? null);
  await keepOutcomeOfToken(scope, row, check.isValid ? null : check.message);
  return check;
}
