import { describe, expect, test } from 'vitest';
import { aboutField, fieldOf } from './use-server-form';

const refusal = {
  message: 'A role with this name already exists.',
  status: 409,
  fields: null,
  body: null,
  requestId: 'r1',
};

describe('a conflict', () => {
  test('is about the field that has to change', () => {
    expect(aboutField(refusal, 'name').fields).toEqual({ name: ['A role with this name already exists.'] });
  });

  test('stays with the form where no field is named, or where the server named one', () => {
    expect(aboutField(refusal, undefined)).toBe(refusal);
    const named = { ...refusal, fields: { key: ['Is taken.'] } };
    expect(aboutField(named, 'name')).toBe(named);
  });

  test('is no other refusal', () => {
    const forbidden = { ...refusal, status: 403 };
    expect(aboutField(forbidden, 'name')).toBe(forbidden);
  });
});

test('a refusal of a part belongs to the field of the whole', () => {
  const known = new Set(['names', 'limits.memory']);
  expect(['names', 'names.2', 'limits.memory', 'other'].map((name) => fieldOf(name, known))).toEqual([
    'names',
    'names',
    'limits.memory',
    'other',
  ]);
});
