import type { ComposeProblem } from '../../domain/compose/problem';
import { proxyOf } from '../../engine/proxy/kinds';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { programOf } from './stored';

/**
 * Check a custom part against Gantry's own rules for the program of a server's proxy; the proxy's verdict is known only
 * when it is saved.
 */
export async function judgeConfiguration(
  scope: Scope,
  uuid: string,
  text: string,
): Promise<readonly ComposeProblem[]> {
  const program = programOf(await findServer(scope, uuid));
  const outcome = proxyOf({ program }).readCustomPart(text);
  return outcome.ok ? [] : outcome.problems;
}
