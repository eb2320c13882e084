import { expect, test } from 'vitest';
import { describeAction, describeCarrier } from './describe-action';

test.each([
  ['apiKey.rotate', 'Rotated API token'],
  ['session.login', 'Signed in'],
  ['application.update', 'Changed application'],
  ['application.doSomethingNew', 'Application: do something new'],
  ['future.thing', 'future.thing'],
  ['toString.valueOf', 'toString.valueOf'],
])('%s is %s', (action, expected) => {
  expect(describeAction(action)).toBe(expected);
});

test('a carrier without words is shown as it is', () => {
  expect(['cookie', 'bearer', 'pigeon'].map(describeCarrier)).toEqual(['Console', 'API', 'pigeon']);
});
