import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base62 } from '../lib/random';
import { coderForm, coolifyForm, gantryForm, newToken, parseToken } from './token';

const text = (length: number) =>
  fc
    .array(fc.constantFrom(...base62), { minLength: length, maxLength: length })
    .map((letters) => letters.join(''));
const token = fc.record({ id: text(12), secret: text(40) });

describe('the three spellings of a token', () => {
  it('lead to the same secret', () => {
    fc.assert(
      fc.property(token, fc.integer({ min: 0, max: 2_147_483_647 }), ({ id, secret }, no) => {
        expect(parseToken(gantryForm('pat', { id, secret }))).toEqual({
          lookup: { by: 'id', id, table: 'keys' },
          secret,
        });
        expect(parseToken(gantryForm('ses', { id, secret }))).toEqual({
          lookup: { by: 'id', id, table: 'sessions' },
          secret,
        });
        expect(parseToken(coolifyForm(no, { id, secret }))).toEqual({ lookup: { by: 'no', no }, secret });
        expect(parseToken(`${no}|${secret}`)).toEqual({ lookup: { by: 'no', no }, secret });
        expect(parseToken(coderForm({ id, secret }))).toEqual({
          lookup: { by: 'id', id, table: 'either' },
          secret,
        });
        expect(parseToken(secret)).toEqual({ lookup: { by: 'secret' }, secret });
      }),
    );
  });

  it('notice one changed character where there is a checksum', () => {
    fc.assert(
      fc.property(token, fc.nat(63), fc.constantFrom(...base62), ({ id, secret }, place, letter) => {
        for (const form of [gantryForm('pat', { id, secret }), coolifyForm(7, { id, secret }).slice(2)]) {
          const index = place % form.length;
          fc.pre(form[index] !== letter);
          const changed = form.slice(0, index) + letter + form.slice(index + 1);
          expect(parseToken(changed)).toBeNull();
        }
      }),
    );
  });

  it('agree with a token that Coolify made', () => {
    expect(parseToken('3|WaobqX9tJQshKPuQFHsyApxuOOggg4wOfvGc9xa233c376d7')).toEqual({
      lookup: { by: 'no', no: 3 },
      secret: 'WaobqX9tJQshKPuQFHsyApxuOOggg4wOfvGc9xa2',
    });
  });

  it.each([
    '',
    'gnt_',
    'Bearer x',
    'a'.repeat(39),
    'a'.repeat(41),
    `99999999999|${'a'.repeat(40)}`,
    `2147483648|${'a'.repeat(40)}`,
    `-1|${'a'.repeat(40)}`,
    `${'a'.repeat(11)}-${'a'.repeat(40)}`,
    `gnt_dep_${'a'.repeat(12)}_${'a'.repeat(46)}`,
    `3|WaobqX9tJQshKPuQFHsyApxuOOggg4wOfvGc9xa233c376d8`,
    `3|WaobqX9tJQshKPuQFHsyApxuOOggg4wOfvGc9xa233C376D7`,
    `${'a'.repeat(40)}\n`,
  ])('refuses %j', (wrong) => expect(parseToken(wrong)).toBeNull());

  it('are made of new random parts each time', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    expect(new Set(tokens.map(({ secret }) => secret)).size).toBe(100);
    for (const { id, secret } of tokens) {
      expect(id).toMatch(/^[0-9A-Za-z]{12}$/);
      expect(secret).toMatch(/^[0-9A-Za-z]{40}$/);
    }
  });
});
