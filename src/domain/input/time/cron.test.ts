import { describe, expect, it } from 'vitest';
import { cron, expandCron } from './cron';

describe('cron', () => {
  it.each([
    '* * * * *',
    '0 23 * * *',
    '*/5 0-6 1,15 * 1-5',
    '0 0 29 2 *',
    '0 0 31 1-2 *',
    '15 3 * jan-mar sun',
    '5/10 * * * *',
    '0 0 31 2 1',
    'daily',
    '@hourly',
    'every_minute',
  ])('accepts %s', (text) => expect(cron.parse(text)).toBe(text));

  it.each([
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * 32 * *',
    '* * * 13 *',
    '* * * * 8',
    '*/0 * * * *',
    '5-1 * * * *',
    '0 0 31 2 *',
    '0 0 31 4,6,9,11 *',
    '0 0 30 feb *',
    'always',
    'toString',
    '@constructor',
    '* * * * *; id',
    'a b c d e',
    '* * * * *\n* * * * *',
    `${'0,'.repeat(120)}0 * * * *`,
  ])('refuses %j', (text) => expect(cron.safeParse(text).success).toBe(false));

  it('expands aliases', () => {
    expect(expandCron('daily')).toBe('0 0 * * *');
    expect(expandCron('@weekly')).toBe('0 0 * * 0');
    expect(expandCron('1 2 3 4 5')).toBe('1 2 3 4 5');
  });
});
