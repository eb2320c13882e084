import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wireObject } from './object';
import { toPlainTimestamp, toTimestamp } from './timestamp';

describe('wireObject', () => {
  it('answers identity first, then the alphabet, then the timestamps, whatever the order of the value', () => {
    const text = z.string();
    const schema = wireObject({
      updated_at: text,
      zone: text,
      created_at: text,
      name: text,
      uuid: text,
      ip: text,
      id: text,
      description: text,
    });
    const value = {
      zone: '',
      ip: '',
      id: '',
      uuid: '',
      description: '',
      name: '',
      created_at: '',
      updated_at: '',
    };
    expect(Object.keys(schema.parse(value))).toEqual([
      'id',
      'uuid',
      'description',
      'name',
      'ip',
      'zone',
      'created_at',
      'updated_at',
    ]);
  });
});

describe('timestamps', () => {
  const date = new Date('2026-08-22T17:22:50.123Z');
  it('carry microseconds in UTC', () => expect(toTimestamp(date)).toBe('2026-08-22T17:22:50.123000Z'));
  it('have a plain form', () => expect(toPlainTimestamp(date)).toBe('2026-08-22 17:22:50'));
});
