import type { GoodCall } from './good-call.testing';
import { goodCalls } from './inputs.testing';
import { kindsInPaths } from './kinds.testing';
import { pathParameters, type Walked } from './router.testing';
import type { Person, World } from './world.testing';

export interface PreparedCall extends GoodCall {
  input: Readonly<Record<string, unknown>>;
  token: string | undefined;
}

/** Prepare a correct call, on objects that are created for it. */
export async function prepareCall(world: World, walked: Walked, by: Person): Promise<PreparedCall> {
  const good = (await goodCalls[walked.path]?.(world, by)) ?? {};
  const ids = await ownIds(world, walked, by, good.ids ?? {});
  const tokens = {
    session: async () => by.token,
    key: () => world.server.key(['root'], by),
    anonymous: async () => undefined,
  };
  const as = good.as ?? (walked.action === 'open' ? 'anonymous' : 'session');
  const token = good.token ?? (await tokens[as]());
  return { ...good, token, input: { ...ids, ...good.body } };
}

/**
 * Collect every id of the path: the given ones, and for the others that of a new object of the person's organization.
 */
export async function ownIds(
  world: World,
  walked: Walked,
  by: Person,
  given: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const ids: Record<string, string> = { ...given };
  for (const { name, kind } of pathParameters(walked))
    ids[name] ??= await kindOf(walked, kind).make(world, by, ids);
  return ids;
}

export function kindOf({ path }: Walked, kind: string) {
  const found = kindsInPaths[kind];
  if (!found) throw new Error(`${path}: say in kinds.testing.ts what ${kind} names, and how one is made.`);
  return found;
}
