import { expect, test } from 'vitest';
import { describeAction, describeCarrier } from './describe-action';

test.each([
  ['apiKey.rotate', 'success', 'Rotated API token'],
  ['apiKey.rotate', 'failed', 'Rotate API token'],
  ['session.login', 'success', 'Signed in'],
  ['session.login', 'denied', 'Sign in'],
  ['auditLog.list', 'denied', 'Read audit log'],
  ['application.update', 'success', 'Changed application'],
  ['application.createEnv', 'success', 'Added a variable to application'],
  ['database.createMysql', 'failed', 'Create database'],
  ['stack.restart', 'success', 'Restarted service'],
  ['application.doSomethingNew', 'success', 'Application: do something new'],
  ['future.thing', 'denied', 'future.thing'],
  ['toString.valueOf', 'success', 'toString.valueOf'],
] as const)('%s, %s, is %s', (action, outcome, expected) => {
  expect(describeAction(action, outcome)).toBe(expected);
});

test('a carrier without words is shown as it is', () => {
  expect(['cookie', 'bearer', 'pigeon'].map(describeCarrier)).toEqual(['Console', 'API', 'pigeon']);
});
