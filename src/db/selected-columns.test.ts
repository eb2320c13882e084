import { expect, it } from 'vitest';
import { jsonMembers, selectedColumns } from './selected-columns';

it('columns are selected under the names of their fields', () => {
  expect(selectedColumns('w', ['uuid', 'lastOnlineAt'])).toEqual([
    'w.uuid AS "uuid"',
    'w.last_online_at AS "lastOnlineAt"',
  ]);
  expect(jsonMembers('c', ['uuid', 'lastOnlineAt'])).toBe(`'uuid', c.uuid, 'lastOnlineAt', c.last_online_at`);
});
