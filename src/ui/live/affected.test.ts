import { expect, test } from 'vitest';
import { affectedBy } from './affected';

test('a burst of changes asks each router once', () => {
  expect([...affectedBy(['deployment', 'deployment', 'application'])].sort()).toEqual([
    'application',
    'database',
    'deployment',
    'environment',
    'project',
    'resource',
    'server',
    'tag',
  ]);
});

test('a kind that no page shows touches nothing', () => {
  expect(affectedBy(['deployment_log', 'toString']).size).toBe(0);
});

test('changed rights reach the session, so that buttons come and go', () => {
  for (const kind of ['organization_member', 'role']) expect(affectedBy([kind])).toContain('session');
});
