import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variablesOf } from './calls.testing';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

describe('values', () => {
  it('read back byte for byte', async () => {
    const uuid = await test.addApplication();
    const path = `/applications/${uuid}/envs`;
    const characters = fc.constantFrom(
      '$',
      '$$',
      '"',
      "'",
      '\\',
      '#',
      ' ',
      '\t',
      '\n',
      '\r',
      '\r\n',
      '`',
      '{{',
      '}}',
      '{{team.X}}',
      '=',
      ';',
      '\u0001',
      '\u007f',
      '\u0085',
      '\ufeff',
      'é',
      'é',
      '漢',
      '🙂',
      '\u202e',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => !text.includes('\0')),
      fc.array(characters, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 20 }), async (values) => {
        const data = values.map((text, index) => ({ key: `V${index}`, value: text, is_literal: true }));
        const { status, body } = await test.call('PATCH', `${path}/bulk`, { data });
        expect(status).toBe(201);
        expect(body.map((row: { value: string }) => row.value)).toEqual(values);
        const stored = (await variablesOf(test, uuid)).filter(
          (row: { is_preview: boolean }) => !row.is_preview,
        );
        const byKey = new Map(
          stored.map((row: { key: string; real_value: string }) => [row.key, row.real_value]),
        );
        expect(values.map((_, index) => byKey.get(`V${index}`))).toEqual(values);
      }),
      { numRuns: 15 },
    );
  });

  it('of write-only variables are shown to no one', async () => {
    const uuid = await test.addApplication();
    await test.call('POST', `/applications/${uuid}/envs`, {
      key: 'ONCE',
      value: 'canary',
      is_shown_once: true,
    });
    const { body, headers } = await test.call('GET', `/applications/${uuid}/envs`);
    expect(JSON.stringify(body)).not.toContain('canary');
    expect(body[0]).not.toHaveProperty('value');
    expect(headers.get('x-redacted-fields')).toBe('value, real_value');
  });

  it('are left out for a key that may not read secrets', async () => {
    const uuid = await test.addApplication();
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value: 'canary' });
    const reader = await test.server.key(['read', 'write']);
    const { body, headers } = await test.call('GET', `/applications/${uuid}/envs`, undefined, reader);
    expect(JSON.stringify(body)).not.toContain('canary');
    expect(body[0]).toMatchObject({ key: 'K', is_runtime: true });
    expect(headers.get('x-redacted-fields')).toBe('real_value, value');
    const updated = await test.call(
      'PATCH',
      `/applications/${uuid}/envs`,
      { key: 'K', value: 'canary' },
      reader,
    );
    expect([updated.status, 'value' in updated.body]).toEqual([201, false]);
  });
});
