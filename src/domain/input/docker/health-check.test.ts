import { describe, expect, it } from 'vitest';
import * as health from './health-check';

const accepts = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('health checks (hostile-inputs row 21)', () => {
  it.each(['/', '/health', '/a-b_c.d~e%20,f;g'])('takes the path %s', (path) =>
    expect(accepts(health.healthCheckPath, path)).toBe(true),
  );
  it.each(['health', '/a b', '/a?b', '/$(id)', '/"', '/a\n', '/a|b'])('refuses the path %j', (path) =>
    expect(accepts(health.healthCheckPath, path)).toBe(false),
  );
  it.each(['wget -q -O /dev/null http://127.0.0.1:3000/', 'curl --fail=1'])(
    'takes the command %s',
    (command) => expect(accepts(health.healthCheckCommand, command)).toBe(true),
  );
  it.each(['x" ; id', 'a;b', 'a|b', 'a && b', '$(id)', '`id`', 'a\nb', '', 'x'.repeat(1001)])(
    'refuses the command %j',
    (command) => expect(accepts(health.healthCheckCommand, command)).toBe(false),
  );
  it.each(['-oProxy', 'a b', 'a;b', ''])('refuses the host %j', (host) =>
    expect(accepts(health.healthCheckHost, host)).toBe(false),
  );
  it.each(['0', '65536', '80;id', '-1', ''])('refuses the port %j', (port) =>
    expect(accepts(health.healthCheckPort, port)).toBe(false),
  );
  it('splits a command at blanks and nowhere else', () => {
    expect(health.healthCheckArgv('curl  -f http://localhost:80/a,b')).toEqual([
      'curl',
      '-f',
      'http://localhost:80/a,b',
    ]);
  });
});
