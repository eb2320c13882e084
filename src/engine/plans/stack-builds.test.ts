import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { ComponentBuild, StackSpec } from '../../domain/workload/stack-spec';
import { renderPlan } from '../plan/render';
import { DoubleHost } from '../testing/double-host';
import { runOn } from '../testing/run-plan';
import { gitSource, sampleSpec } from '../testing/sample-spec';
import { stackPlan } from './stack';
import { inlineImage } from './stack-builds';

const commit = 'c'.repeat(40);
const { workload, build: sample, component, proxy } = sampleSpec({ workload: { uuid: 'app1' } });

const source = { ...gitSource, commit };

function buildOf(context: string, change: Partial<ComponentBuild['spec']> = {}): ComponentBuild {
  const build = { ...sample, pack: 'dockerfile' as const, baseDirectory: context, injectBuildArgs: false };
  return {
    spec: { ...build, dockerfileLocation: '/Dockerfile', targetStage: null, ...change },
    variables: [['MODE', new Secret('fast')]],
    image: { name: `app1_${context.slice(1)}`, isInRegistry: false, fingerprintKey: new Secret('key') },
    force: false,
  };
}

function part(name: string, image: string, build?: ComponentBuild): StackSpec['components'][number] {
  const container = { ...component.container, fixedName: `${name}-app1`, mounts: [], portsMappings: [] };
  const spec = {
    ...component,
    name,
    key: `app1-${name}`,
    image,
    container,
    routing: null,
    files: [],
    replace: 'stop-start' as const,
    configHash: name,
  };
  return {
    spec,
    ...(build && { build }),
    pull: build ? 'never' : 'missing',
    exposes: [],
    force: false,
    sharesWith: [],
  };
}

function spec(operationUuid = 'op1'): StackSpec {
  return {
    operationUuid,
    workload,
    components: [
      part('cache', 'redis:7'),
      part('web', `app1_web:${commit}`, buildOf('/web')),
      part('job', `app1_job:${commit}`, buildOf('/job', { dockerfileText: 'FROM scratch\n' })),
    ],
    networks: [{ name: 'app1', environment: null, workload: 'app1', pool: '10.213.0.0/16' }],
    source,
    proxy,
    isWhole: true,
    deadlines: { totalMs: 3_600_000 },
  };
}

describe('a release that builds', () => {
  it('builds what is not there yet, before anything is pulled, stopped or made', () => {
    const steps = renderPlan(stackPlan(spec()));
    expect(steps.slice(0, 11).map(({ id, title }) => `${id}: ${title}`)).toEqual([
      'preflight: Check the server',
      'resolve-commit: Find the commit of main',
      'web:find-image: Look for an existing image (web)',
      'job:find-image: Look for an existing image (job)',
      'source: Fetch the source',
      'web:build: Build the image (web)',
      'job:build: Build the image (job)',
      'cache:image: Prepare the image (cache)',
      'web:image: Prepare the image (web)',
      'job:image: Prepare the image (job)',
      'network: Prepare the networks',
    ]);
    const built = steps.filter(({ id }) => id.endsWith(':build')).flatMap(({ actions }) => actions);
    const argv = built.map((action) => action.argv?.join(' ')).filter((text) => text?.includes('build'));
    const folder = `/var/lib/gantry/${workload.instanceId}/deployments/op1`;
    expect(argv).toEqual([
      expect.stringMatching(`--file ${folder}/source/web/Dockerfile .*-- ${folder}/source/web$`),
      expect.stringMatching(`--file ${folder}/builds/job/Dockerfile .*-- ${folder}/source/job$`),
    ]);
    expect(argv.every((text) => text?.includes('--build-arg MODE'))).toBe(true);
    expect(JSON.stringify(steps)).not.toContain('fast');
  });

  it('gives builds their secrets beside the arguments of the file, and needs BuildKit for them', () => {
    const [cache, web] = spec().components;
    if (!cache || !web?.build) throw new Error('no build');
    const secrets = [
      ['TOKEN', new Secret('canary')],
      ['MODE', new Secret('slow')],
    ] as const;
    const steps = renderPlan(
      stackPlan({ ...spec(), components: [cache, { ...web, build: { ...web.build, secrets } }] }),
    );
    const actions = steps.filter(({ id }) => id === 'web:build').flatMap((step) => step.actions);
    const argv = actions.find(({ kind }) => kind === 'docker-build')?.argv?.join(' ');
    expect(argv).toContain('--build-arg MODE --secret id=TOKEN,env=GANTRY_SECRET_1');
    expect(argv).toContain('--secret id=MODE,env=GANTRY_SECRET_2');
    expect(JSON.stringify(steps)).toContain('check that BuildKit is available');
    expect(JSON.stringify(steps)).not.toMatch(/canary|slow/);
  });

  it('checks that contexts and Dockerfiles lie in the checkout, by their keys', () => {
    const fetch = stackPlan(spec()).steps.find(({ id }) => id === 'source');
    const check = fetch?.actions.find((action) => action.kind === 'check-inside');
    expect(check?.paths.map(({ setting }) => setting)).toEqual([
      'services.web.build.context',
      'services.web.build.dockerfile',
      'services.job.build.context',
    ]);
  });

  it('fetches and builds nothing where all images are there, and leaves nothing behind', async () => {
    const host = new DoubleHost();
    await runOn(host, stackPlan(spec()));
    expect(host.startedJobs).toHaveLength(2);
    expect(new Set(host.startedJobs).size).toBe(2);
    const asked = host.commands.length;
    await runOn(host, stackPlan(spec('op2')));
    expect(host.startedJobs).toHaveLength(2);
    const later = host.commands.slice(asked).map(({ argv }) => argv.join(' '));
    expect(later.filter((line) => line.includes(' fetch '))).toEqual([]);
    expect(later.some((line) => line.startsWith('rm -rf') && line.endsWith('/deployments/op2'))).toBe(true);
  });

  it('builds a Dockerfile of the file itself without a checkout', () => {
    const { source: _, ...stack } = spec();
    const text = 'FROM scratch\n';
    const build = {
      ...buildOf('/web', { dockerfileText: text }),
      source: { kind: 'dockerfile' as const, text },
    };
    const image = inlineImage(stack, 'web', build);
    expect(image).toMatch(/^app1_web:[0-9a-f]{40}$/);
    const steps = renderPlan(stackPlan({ ...stack, components: [part('web', image, build)] }));
    expect(steps.slice(0, 4).map(({ id }) => id)).toEqual([
      'preflight',
      'web:find-image',
      'web:build',
      'web:image',
    ]);
    const folder = `/var/lib/gantry/${workload.instanceId}/deployments/op1/builds/web`;
    const [built] = (steps[2]?.actions ?? []).filter(({ kind }) => kind === 'docker-build');
    expect(built?.argv?.join(' ')).toMatch(`--tag ${image} `);
    expect(built?.argv?.join(' ')).toMatch(new RegExp(`--file ${folder}/Dockerfile .*${folder}/context$`));
  });

  it('stops nothing when one image cannot be built', async () => {
    const host = new DoubleHost();
    await runOn(host, stackPlan(spec()));
    const before = [...host.docker.containers.values()].map(({ id, status }) => [id, status]);
    host.jobCode = 1;
    const next = spec('op3');
    for (const { build } of next.components) if (build) build.force = true;
    const { outcome } = await runOn(host, stackPlan(next));
    expect(outcome).toBe('failed');
    expect([...host.docker.containers.values()].map(({ id, status }) => [id, status])).toEqual(before);
  });
});
