import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../testing';

let test: TestApi;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

it('ends a search that takes too long, and says how to narrow it', async () => {
  const { api } = (await test.addOrganization()).withRedaction('owner');
  const holder = await test.database.maintenance.connect();
  await holder.query('BEGIN; LOCK TABLE audit_logs IN ACCESS EXCLUSIVE MODE'); // the lock makes every search too slow
  const search = api.auditLog.list({ search: 'anything' });
  await expect(search).rejects.toMatchObject({
    cause: { code: 'validation_failed', fields: { search: [expect.stringContaining('takes too long')] } },
  });
  await holder.query('ROLLBACK');
  holder.release();
  expect(await api.auditLog.list({ search: 'anything' })).toBeDefined();
});
