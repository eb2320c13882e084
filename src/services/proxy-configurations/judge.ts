import type { ComposeProblem } from '../../domain/compose/problem';
import { parseCustomPart } from '../../engine/proxy/caddy/parse-custom-part';
import type { Scope } from '../context';
import { getServer } from '../servers/list';

/** Check a custom part against Gantry's own rules; the proxy's verdict is known only when it is saved. */
export async function judgeConfiguration(
  scope: Scope,
  uuid: string,
  text: string,
): Promise<readonly ComposeProblem[]> {
  await getServer(scope, uuid);
  const parsed = parseCustomPart(text);
  return parsed.ok ? [] : parsed.problems;
}
