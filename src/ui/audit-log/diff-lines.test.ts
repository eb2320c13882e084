import { expect, test } from 'vitest';
import { diffLines, fieldTitle } from './diff-lines';

test('values are side by side, and an empty one is shown as such', () => {
  expect(
    diffLines({ name: { from: 'a', to: 'b' }, limit: { from: null, to: 3 }, on: { from: true, to: false } }),
  ).toEqual([
    { kind: 'value', field: 'name', from: 'a', to: 'b' },
    { kind: 'value', field: 'limit', from: null, to: '3' },
    { kind: 'value', field: 'on', from: 'true', to: 'false' },
  ]);
});

test('a list says what came and what went', () => {
  expect(diffLines({ abilities: { from: ['read', 'deploy'], to: ['read', 'write'] } })).toEqual([
    { kind: 'list', field: 'abilities', added: ['write'], removed: ['deploy'] },
  ]);
});

test('an entry that is an object is read by its members', () => {
  const grant = { project_uuid: 'p1', abilities: ['read', 'deploy'] };
  expect(diffLines({ grants: { from: [], to: [grant] } })).toEqual([
    { kind: 'list', field: 'grants', added: ['project_uuid: p1 · abilities: read, deploy'], removed: [] },
  ]);
});

test('of a secret, only that it changed', () => {
  expect(diffLines({ smtp_password: { from: null, to: '<REDACTED>' } })).toEqual([
    { kind: 'secret', field: 'smtp_password' },
  ]);
});

test('a field is named in words', () => {
  expect(fieldTitle('max_key_days')).toBe('Max key days');
});
