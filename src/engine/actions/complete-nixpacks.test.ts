import { expect, it } from 'vitest';
import type { CommandResult } from '../../domain/command';
import { buildPlan } from '../plans/application';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';

const spec = sampleSpec({ build: { ...sampleSpec().build, pack: 'nixpacks' } });
const workspace = '/var/lib/gantry/gantry1/deployments/dep0001';
const context = `${workspace}/source`;
const result = `${workspace}/Dockerfile.nixpacks`;
const ignoreFile = `${context}/.dockerignore`;

function machine(ignored: Partial<CommandResult>, before: 'first' | 'repeated' = 'first'): DoubleHost {
  const host = new DoubleHost();
  host.answers.push(
    [`stat -c %F -- ${result}`, before === 'first' ? { code: 1 } : { stdout: 'regular file\n' }],
    [`stat -c %F -- ${ignoreFile}`, ignored],
    [`cat ${ignoreFile}`, { stdout: '.*' }],
    [
      `cat ${context}/.nixpacks/Dockerfile`,
      { stdout: 'FROM a\nARG CI\nENV CI=$CI\nRUN --mount=type=cache,id=a,target=/a b' },
    ],
    [`cat ${context}/.nixpacks/build.sh`, { stdout: 'build -t a --build-arg CI=true' }],
  );
  return host;
}

const removed = (host: DoubleHost) =>
  host.commands.map(({ argv }) => argv.join(' ')).filter((line) => line.startsWith('rm -'));

it('writes the Dockerfile, keeps the folder in the context, and removes the values', async () => {
  const host = machine({ stdout: 'regular file\n' });
  const written = new Map<string, unknown>();
  host.before = (what) => {
    if (what === 'job dep0001-build') for (const [path, content] of host.files) written.set(path, content);
  };
  expect((await deploy(spec, host)).outcome).toBe('finished');
  // The machine has no BuildKit.
  expect(written.get(result)).toBe('FROM a\nARG CI="true"\nENV CI=$CI\nRUN b');
  expect(written.get(ignoreFile)).toBe('.*\n!.nixpacks\n!.nixpacks/**\n');
  expect(removed(host)).toContain(`rm -f -- ${context}/.nixpacks/build.sh`);
});

it.each([
  ['there is none', { code: 1 }],
  ['it is a link', { stdout: 'symbolic link\n' }],
])('writes no .dockerignore where %s', async (_where, ignored) => {
  const host = machine(ignored);
  const paths: string[] = [];
  host.before = (what) => void paths.push(what);
  expect((await deploy(spec, host)).outcome).toBe('finished');
  expect(paths).toContain(`write ${result}`);
  expect(paths).not.toContain(`write ${ignoreFile}`);
});

it('keeps the Dockerfile of an earlier attempt, whose script is gone', async () => {
  const host = machine({ code: 1 }, 'repeated');
  host.answers.unshift([`cat ${context}/.nixpacks/build.sh`, { code: 1 }]);
  const paths: string[] = [];
  host.before = (what) => void paths.push(what);
  expect((await deploy(spec, host)).outcome).toBe('finished');
  expect(paths).not.toContain(`write ${result}`);
});

it('removes the folder of the repository before nixpacks writes there, and only then', () => {
  const actions = buildPlan(spec).steps.flatMap(({ id, actions: all }) =>
    all.map((action) => ({ id, action })),
  );
  const removals = actions
    .filter(({ action }) => action.kind === 'remove-path')
    .map(({ id, action }) => [id, action]);
  expect(removals.at(-1)).toEqual(['source', { kind: 'remove-path', path: `${context}/.nixpacks` }]);
});
