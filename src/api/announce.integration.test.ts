import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApi, type TestApi, type TestOrganization } from './testing';

let test: TestApi;
let organization: TestOrganization;

beforeAll(async () => {
  test = await openTestApi();
  organization = await test.addOrganization();
});
afterAll(() => test.close());

it('tells the consoles of an organization that rights have changed', async () => {
  const owner = organization.as('owner');
  const { id } = await owner.role.create({ name: 'Reader', permissions: ['project:read'], projects: [] });
  await owner.role.delete({ id });
  const kinds = test.changes.filter(({ organizationId }) => organizationId === organization.id);
  expect(kinds.map(({ kind }) => kind)).toEqual(['role', 'role']);
});

it('says nothing of what was refused', async () => {
  const before = test.changes.length;
  const refused = organization.as('member').role.create({ name: 'X', permissions: [], projects: [] });
  await expect(refused).rejects.toThrow();
  expect(test.changes).toHaveLength(before);
});
