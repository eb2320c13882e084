import { expect, it } from 'vitest';
import type { CommandResult } from '../../domain/command';
import { buildPlan } from '../plans/application';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';
import { tarArchive } from '../testing/tar-archive';

const spec = sampleSpec({ build: { ...sampleSpec().build, pack: 'nixpacks' } });
const workspace = '/var/lib/gantry/gantry1/deployments/dep0001';
const context = `${workspace}/source`;
const result = `${workspace}/Dockerfile.nixpacks`;
const ignoreFile = `${context}/.dockerignore`;

const plan = [
  {
    name: 'plan/.nixpacks/Dockerfile',
    content: 'FROM a\nARG CI\nENV CI=$CI\nRUN --mount=type=cache,id=a,target=/a b',
  },
  { name: 'plan/.nixpacks/build.sh', content: 'build -t a --build-arg CI=true' },
  { name: 'plan/.nixpacks/assets/nginx.conf', content: 'server' },
  { name: 'plan/beside', content: 'x' },
];

function machine(ignored: Partial<CommandResult>, before: 'first' | 'repeated' = 'first'): DoubleHost {
  const host = new DoubleHost();
  host.docker.plan = before === 'first' ? tarArchive(plan) : null;
  host.answers.push(
    [`stat -c %F -- ${result}`, before === 'first' ? { code: 1 } : { stdout: 'regular file\n' }],
    [`stat -c %F -- ${ignoreFile}`, ignored],
    [`cat ${ignoreFile}`, { stdout: '.*' }],
  );
  return host;
}

/** Run a deployment; return what was written before the build, by its path. */
async function writtenOn(host: DoubleHost): Promise<Map<string, string>> {
  const written = new Map<string, string>();
  host.before = (what) => {
    if (what !== 'job dep0001-build') return;
    for (const [path, content] of host.files) written.set(path, String(content));
  };
  expect((await deploy(spec, host)).outcome).toBe('finished');
  return written;
}

it('writes the Dockerfile and what it copies, keeps that in the context, and leaves the values out', async () => {
  const written = await writtenOn(machine({ stdout: 'regular file\n' }));
  // The machine has no BuildKit.
  expect(written.get(result)).toBe('FROM a\nARG CI="true"\nENV CI=$CI\nRUN b');
  expect(written.get(ignoreFile)).toBe('.*\n!.nixpacks\n!.nixpacks/**\n');
  expect([...written.keys()].filter((path) => path.startsWith(`${context}/`)).sort()).toEqual([
    ignoreFile,
    `${context}/.nixpacks/Dockerfile`,
    `${context}/.nixpacks/assets/nginx.conf`,
  ]);
});

it.each([
  ['there is none', { code: 1 }],
  ['it is a link', { stdout: 'symbolic link\n' }],
])('writes no .dockerignore where %s', async (_where, ignored) => {
  const written = await writtenOn(machine(ignored));
  expect(written.has(result)).toBe(true);
  expect(written.has(ignoreFile)).toBe(false);
});

it('keeps the Dockerfile of an earlier attempt, whose container is gone', async () => {
  const written = await writtenOn(machine({ code: 1 }, 'repeated'));
  expect(written.has(result)).toBe(false);
});

it('uses nothing of a plan that leads out of its folder', async () => {
  const host = machine({ code: 1 });
  host.docker.plan = tarArchive([...plan, { name: 'plan/.nixpacks/assets', type: '2' }]);
  expect(await deploy(spec, host)).toMatchObject({
    outcome: 'failed',
    failedStep: 'build',
    reason: 'The plan of this build has ".nixpacks/assets", which is not a plain file, so it was not used.',
  });
  expect(host.startedJobs).toEqual(['dep0001-plan']);
  expect([...host.files.keys()].filter((path) => path.startsWith(context))).toEqual([]);
});

it('removes the folder of the repository before anything is written there, and only then', () => {
  const actions = buildPlan(spec).steps.flatMap(({ id, actions: all }) =>
    all.map((action) => ({ id, action })),
  );
  const removals = actions
    .filter(({ action }) => action.kind === 'remove-path')
    .map(({ id, action }) => [id, action]);
  expect(removals.at(-1)).toEqual(['source', { kind: 'remove-path', path: `${context}/.nixpacks` }]);
});
