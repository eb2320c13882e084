import type { GoodCallOf } from './good-call.testing';
import type { Person, World } from './world.testing';

const ownTeam: GoodCallOf = async (world, by) => ({ ids: { id: await ownTeamId(world, by) } });

const nothingRuns: GoodCallOf = () => ({ fails: 'no container runs' });

/** What reads need besides a new id, or why they cannot succeed. */
export const readCalls: Readonly<Record<string, GoodCallOf>> = {
  'apiKey.current': () => ({ as: 'key' }),
  'authCheck.check': () => ({
    body: { checks: { any: { action: 'read', object: { resource_type: 'workspace' } } } },
  }),
  'deployment.planRollback': () => ({ fails: 'nothing was released' }),
  'githubApp.branches': () => ({ fails: 'no such host' }),
  'githubApp.repositories': () => ({ fails: 'no such host' }),
  'system.ready': () => ({ fails: 'no worker runs' }),
  ...Object.fromEntries(
    ['application', 'database', 'stack', 'stackApplication', 'stackDatabase'].flatMap((of) =>
      ['logs', 'followLogs', 'logsByPost'].map((name) => [`${of}.${name}`, nothingRuns]),
    ),
  ),
  'team.get': ownTeam,
  'team.members': ownTeam,
};

async function ownTeamId({ server }: World, { token }: Person): Promise<string> {
  const answer = await server.fetch('GET', '/api/v1/teams/current', { token });
  return String((await answer.json()).id);
}
