import type { GoodCallOf } from './good-call.testing';
import type { Person, World } from './world.testing';

/** Create an organization of this person alone and activate it: the first one cannot be given away. */
async function ownOrganization(world: World, by: Person): Promise<string> {
  const { id = '' } = await world.made(by, '/organizations', { name: 'Own organization' });
  await world.made(by, `/organizations/${id}/activate`);
  return id;
}

async function offered(world: World, by: Person): Promise<{ id: string; to: Person }> {
  const id = await ownOrganization(world, by);
  const to = await world.person(id, 'member');
  await world.made(by, `/organizations/${id}/transfer`, { user_id: to.userId });
  return { id, to };
}

export const organizationCalls: Readonly<Record<string, GoodCallOf>> = {
  'organization.create': () => ({ body: { name: 'Organization' } }),
  'organization.update': () => ({ body: { name: 'Another name' } }),
  'organization.delete': async (world, by) => ({
    ids: { id: await ownOrganization(world, by) },
    body: { confirm_name: 'Own organization' },
  }),
  'organization.transfer': async (world, by) => {
    const id = await ownOrganization(world, by);
    return { ids: { id }, body: { user_id: (await world.person(id, 'member')).userId } };
  },
  'organization.acceptTransfer': async (world, by) => {
    const { id, to } = await offered(world, by);
    return { ids: { id }, token: to.token };
  },
  'organization.declineTransfer': async (world, by) => {
    const { id, to } = await offered(world, by);
    return { ids: { id }, token: to.token };
  },
  'organization.cancelTransfer': async (world, by) => ({ ids: { id: (await offered(world, by)).id } }),
};
