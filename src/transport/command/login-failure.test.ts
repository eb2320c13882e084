import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { Redactor } from '../redaction/redactor';
import { loginFailure } from './login-failure';
import { StartMark } from './start-mark';

const mark = 'gantry-0123.';

function failureOf(code: number, out: string, err: string) {
  const [stdout, stderr] = [new StartMark(mark), new StartMark(mark)];
  stdout.filter(Buffer.from(out));
  stderr.filter(Buffer.from(err));
  const redactor = new Redactor([new Secret('tops3cret')]);
  return loginFailure({ address: '192.0.2.7', code, redactor }, { stdout, stderr })?.message ?? null;
}

describe('a command that ended', () => {
  it('ran when both streams say so, whatever its status', () => {
    for (const code of [0, 1, 125, 255]) expect(failureOf(code, `x${mark}\n`, `y${mark} 4711\n`)).toBeNull();
  });

  it('did not run when neither does', () => {
    expect(failureOf(1, 'This account is not available.\n', '')).toMatch(
      /^192\.0\.2\.7 does not run commands: .*"This account/,
    );
    expect(failureOf(0, '', '')).toMatch(/exited first\. Give the user a shell/);
    expect(failureOf(1, 'export TOKEN=tops3cret\n', '')).toContain('TOKEN=<REDACTED>');
  });

  it('was refused by sudo, which says why in its output', () => {
    expect(failureOf(1, 'welcome\n', 'sudo: a password is required\n')).toBeNull();
    expect(failureOf(1, '', 'Sorry, user deploy is not allowed to execute sh as root on one.\n')).toBeNull();
    expect(failureOf(0, '', 'sudo: x')).toContain('does not run commands');
  });

  it('ran without its output when a login file redirects a stream', () => {
    expect(failureOf(0, '', `${mark} 4711\n`)).toContain('redirects stdout');
    expect(failureOf(0, `${mark}\n`, '')).toContain('redirects stderr');
  });
});
