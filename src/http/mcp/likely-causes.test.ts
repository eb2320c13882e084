import { describe, expect, it } from 'vitest';
import { likelyCause } from './likely-causes';

describe('the likely cause', () => {
  it.each([
    ['write /var/lib/docker: no space left on device', 'disk'],
    ['container exited with code 137', 'memory'],
    ['Bind for 0.0.0.0:80 failed: port is already allocated', 'port'],
    ['git@host: Permission denied (publickey).', 'Git repository'],
    ["fatal: couldn't find remote ref mian", 'branch'],
    ['manifest for nginx:nope not found: manifest unknown', 'image'],
    ['Error: DATABASE_URL is not set', 'environment variable'],
    ['missing required variable API_TOKEN', 'environment variable'],
    ['connect ECONNREFUSED 10.0.0.1:5432', 'reached'],
    ['The health check did not pass', 'healthy'],
    ['The step timed out', 'timed out'],
  ])('of "%s" is about: %s', (line, word) => {
    expect(likelyCause(['start', line, 'end'])).toMatchObject({
      cause: expect.stringContaining(word),
      evidence: line,
    });
  });

  it('is not made up', () => expect(likelyCause(['all is well', ''])).toBeNull());
  it('takes the newest line', () =>
    expect(likelyCause(['A_B is not set', 'C_D is not set'])?.evidence).toContain('C_D'));
  it('is found in bounded time', () => expect(likelyCause([`A${'_A'.repeat(500_000)}`])).toBeNull());
});
