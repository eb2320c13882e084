import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envKey, isLoaderVariable } from './env-key';
import { ENV_VALUE_MAX_BYTES, envValue } from './env-value';

describe('envKey (hostile-inputs row 12)', () => {
  it.each(['A', '_x', 'a.b.c', 'A1_2'])('takes %s', (key) =>
    expect(envKey.safeParse(key).success).toBe(true),
  );
  it.each(['A B', '1A', '', 'A=B', 'A-B', 'A\n', 'ä', '$A', 'a'.repeat(256)])('refuses %j', (key) =>
    expect(envKey.safeParse(key).success).toBe(false),
  );
  it('knows loader variables', () => {
    expect(['LD_PRELOAD', 'BASH_ENV', 'NODE_OPTIONS', 'LDAP_URL'].map(isLoaderVariable)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('envValue (row 13)', () => {
  it('takes any text without NUL and changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        const isText = !value.includes('\0') && value.isWellFormed();
        const parsed = envValue.safeParse(value);
        expect(parsed.success).toBe(isText);
        if (parsed.success) expect(parsed.data).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });
  it('counts bytes', () => {
    expect(envValue.safeParse('é'.repeat(ENV_VALUE_MAX_BYTES / 2)).success).toBe(true);
    expect(envValue.safeParse('é'.repeat(ENV_VALUE_MAX_BYTES / 2 + 1)).success).toBe(false);
  });
});
