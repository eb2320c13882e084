import { expect, test } from 'vitest';
import { targetName } from './target-name';

const row = { actor: null, key_id: null, target_uuid: 'p1', target_name: null, diff: null };

test.each([
  [
    'as it is called now',
    { ...row, target_name: 'Website', diff: { name: { from: 'Old', to: 'Website' } } },
    'Website',
  ],
  ['as it was called before it was deleted', { ...row, diff: { name: { from: 'Old', to: null } } }, 'Old'],
  [
    'not at all when it is not known',
    { ...row, diff: { status: { from: 'active', to: 'suspended' } } },
    null,
  ],
  [
    'not at all when a user changed their own account',
    { ...row, actor: { id: 'p1', name: 'Ada', email: null }, target_name: 'Ada' },
    null,
  ],
  ['not at all when a token tells of itself', { ...row, key_id: 'p1', target_name: 'CI' }, null],
])('the target is named %s', (_title, entry, expected) => {
  expect(targetName(entry)).toBe(expected);
});
