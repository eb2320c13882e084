import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret';
import { DeadlineExceeded } from '../../src/transport/ssh/failures';
import { appears, disappears } from './hosts';
import { deadlineMs, sh } from './shell';
import { type Stage, usersOf } from './stage';

/** Commands on a machine: what they are given, what they give back, and how they end. */
export function describeCommands(stage: () => Stage): void {
  describe('commands', () => {
    describe.each(usersOf(stage))('as %s', (_user, host, machine) => {
      it('give output, status and identity, and nothing of what login files print', async () => {
        const result = await host().run({ ...sh('id -un; echo err >&2; exit 7'), asRoot: true });
        expect(result).toEqual({ code: 7, stdout: 'root\n', stderr: 'err\n', droppedBytes: 0 });
        const plain = await host().run({ argv: ['id', '-un'], deadlineMs });
        expect(plain.stdout).toBe(`${machine().user}\n`);
      });

      it('get arguments, environment, folder and input unchanged', async () => {
        const text = fc
          .string({ unit: 'binary' })
          .map((value) => Buffer.from(value.replaceAll('\0', '')).toString());
        await fc.assert(
          fc.asyncProperty(fc.array(text, { minLength: 20 }), text, async (values, stdin) => {
            const env = Object.fromEntries(values.map((value, index) => [`GANTRY_TEST_${index}`, value]));
            const script = 'printf "%s\\0" "$PWD" "$@"; cat; printf "\\0"; cat /proc/self/environ';
            const command = { ...sh(script, ...values), env, stdin, cwd: '/usr/lib', asRoot: true };
            const parts = (await host().run(command)).stdout.split('\0');
            expect(parts.slice(0, values.length + 2)).toEqual(['/usr/lib', ...values, stdin]);
            const seen = parts.slice(values.length + 2);
            expect(seen).toEqual(
              expect.arrayContaining(Object.entries(env).map(([key, value]) => `${key}=${value}`)),
            );
          }),
          { numRuns: 4 },
        );
      });

      it('never show a secret, in the process list or in the output', async () => {
        const token = `tok-${randomBytes(12).toString('hex')}`;
        const running = host().run({
          ...sh('cat >/dev/null; sleep 1; echo "$TOKEN"; echo "$TOKEN" >&2'),
          env: { TOKEN: new Secret(token) },
          stdin: new Secret(`${token}-input`),
          asRoot: true,
        });
        await appears(machine(), 'sleep 1');
        const list = await machine().exec(['sh', '-c', 'cat /proc/[0-9]*/cmdline']);
        expect(list.stdout).toContain('sleep');
        expect(list.stdout).not.toContain(token);
        const { stdout, stderr } = await running;
        expect([stdout, stderr]).toEqual(['<REDACTED>\n', '<REDACTED>\n']);
      });

      it('that take too long are stopped, also when they do not listen', async () => {
        const stubborn = sh('trap "" TERM; sleep 7001 & sleep 7001; sleep 7001');
        await expect(host().run({ ...stubborn, asRoot: true, deadlineMs: 1000 })).rejects.toThrow(
          DeadlineExceeded,
        );
        await disappears(machine(), 'sleep 7001');
      });

      it('stop with their signal', async () => {
        const stop = new AbortController();
        const running = host().run({ ...sh('sleep 7002'), asRoot: true }, { signal: stop.signal });
        await appears(machine(), 'sleep 7002');
        stop.abort(new Error('cancelled'));
        await expect(running).rejects.toThrow('cancelled');
        await disappears(machine(), 'sleep 7002');
      });

      it('write files whole, private and in one step', async () => {
        const path = '/var/lib/gantry/test/deep/file name';
        const bytes = randomBytes(1_000_000);
        await host().writeFile(path, bytes, 0o640);
        await host().writeFile(path, bytes, 0o600);
        const sum = await host().run({ argv: ['sha256sum', path], asRoot: true, deadlineMs });
        expect(sum.stdout).toContain(createHash('sha256').update(bytes).digest('hex'));
        const list = await machine().exec(['sh', '-c', 'cd /var/lib/gantry/test/deep; stat -c "%a %U %n" *']);
        expect(list.stdout).toBe('600 root file name\n');
        await expect(host().writeFile('/var/lib/gantry/test/deep', 'x', 0o600)).rejects.toThrow(
          /is a folder/,
        );
      });
    });

    it('report a signal as 128 + number, and a program that is not there as 127', async () => {
      const { root } = stage();
      expect((await root.run(sh('kill -9 $$'))).code).toBe(137);
      expect((await root.run({ argv: ['no-such-program'], deadlineMs })).code).toBe(127);
      expect((await root.run({ argv: ['true'], cwd: '/nowhere', deadlineMs })).code).toBe(126);
    });

    it('are a failure when the channel closes without a status', async () => {
      const { hosts, one } = stage();
      const own = await hosts.host(one, { serverUuid: 'cut' });
      await expect(own.run(sh('echo before; kill -9 $PPID'))).rejects.toThrow(/connection to .* was lost/);
    });

    it('keep 10 MB of output and count the rest', async () => {
      const { root } = stage();
      const result = await root.run({ argv: ['head', '-c', '11000000', '/dev/zero'], deadlineMs });
      expect(result.stdout).toHaveLength(10 * 1024 * 1024);
      expect(result.droppedBytes).toBe(11_000_000 - 10 * 1024 * 1024);
    });

    it('pass their output on as it comes', async () => {
      const { root } = stage();
      const seen: string[] = [];
      await root.run(sh('echo one; sleep 0.4; echo two >&2'), {
        onOutput: ({ stream, text }) => seen.push(`${stream} ${text}`),
      });
      expect(seen).toEqual(['stdout one\n', 'stderr two\n']);
    });

    it('share one connection, at most eight at a time', async () => {
      const { one, root } = stage();
      const before = await one.exec(['pgrep', '-c', '-f', '^sshd: root']);
      let now = 0;
      let most = 0;
      const commands = Array.from({ length: 16 }, () =>
        root.run(sh('echo begin; sleep 2; echo end'), {
          onOutput: ({ text }) => {
            now += text.includes('begin') ? 1 : 0;
            most = Math.max(most, now);
            now -= text.includes('end') ? 1 : 0;
          },
        }),
      );
      expect((await Promise.all(commands)).every(({ code }) => code === 0)).toBe(true);
      expect(most).toBe(8);
      expect((await one.exec(['pgrep', '-c', '-f', '^sshd: root'])).stdout).toBe(before.stdout);
    });
  });
}
