import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { BuildSpec } from '../../domain/workload/build';
import { renderPlan } from '../plan/render';
import { sampleSpec } from '../testing/sample-spec';
import { buildPlan } from './application';
import { rendered } from './application.testing';

const build = (overrides: Partial<BuildSpec>): BuildSpec => ({ ...sampleSpec().build, ...overrides });

describe('the plan', () => {
  it('of a static site', () => {
    const spec = sampleSpec({
      build: build({ pack: 'static', baseDirectory: '/web', publishDirectory: '/dist' }),
    });
    expect(rendered(spec, ['source', 'build'])).toMatchInlineSnapshot(`
      [
        "source: remove ~/source",
        "source: $ git … init --quiet -- ~/source",
        "source: $ git … -C ~/source fetch --quiet --no-tags --depth=1 --end-of-options https://git.example.com/team/shop.git ‹commit›",
        "source: $ git … -C ~/source checkout --quiet --force --detach ‹commit›",
        "source: $ git … -C ~/source log -1 --format=%s",
        "source: check that ~/source/web and ~/source/web/dist exist inside ~/source",
        "build: use BuildKit if available, otherwise the classic builder",
        "build: remove ~/static",
        "build: write ~/static/Dockerfile",
        "build: write ~/static/nginx.conf",
        "build: write ~/static/.dockerignore",
        "build: $ cp -a -- ~/source/web/dist/. ~/static/site",
        "build: $ docker build --file ~/static/Dockerfile --tag app0001:‹commit› --label … -- ~/static",
      ]
    `);
  });

  it('of nixpacks with a published folder', () => {
    const spec = sampleSpec({
      build: build({
        pack: 'nixpacks',
        isStatic: true,
        publishDirectory: '/dist',
        buildCommand: '--evil; x',
      }),
    });
    expect(rendered(spec, ['source', 'build']).slice(4)).toMatchInlineSnapshot(`
      [
        "source: $ git … -C ~/source log -1 --format=%s",
        "source: check that ~/source exists inside ~/source",
        "source: remove ~/source/.nixpacks",
        "build: use BuildKit if available, otherwise the classic builder",
        "build: find /var/lib/gantry/tools/nixpacks-1.41.0, otherwise any nixpacks",
        "build: $ chmod -R a+rX -- ~/source",
        "build: make an empty image for the container of the planner",
        "build: $ docker run --name dep0001-plan --pull=never --log-driver=none --user 65534:65534 --cap-drop=ALL --network none --security-opt no-new-privileges --security-opt label=disable --memory=1g --memory-swap=1g --pids-limit=512 --label … --mount type=bind,source=~/source,target=/source,readonly --mount type=bind,source=‹toolMount›,target=‹toolMount›,readonly --env HOME=/tmp ‹plannerImage› ‹tool› build /source --out /plan --cache-key app0001 --no-error-without-start --build-cmd=--evil; x",
        "build: write ~/source/.nixpacks from the plan in the container dep0001-plan, and ~/Dockerfile.nixpacks: its Dockerfile with the values of its plan",
        "build: remove the container dep0001-plan and its image",
        "build: $ docker build --file ~/Dockerfile.nixpacks --tag app0001:‹commit›-build --label … -- ~/source",
        "build: write ~/static/Dockerfile",
        "build: write ~/static/nginx.conf",
        "build: $ docker build --file ~/static/Dockerfile --tag app0001:‹commit› --label … --build-arg GANTRY_BUILT_IMAGE -- ~/static",
      ]
    `);
  });

  it('of a build without cache', () => {
    const without = (pack: BuildSpec['pack'], force: boolean) =>
      rendered(sampleSpec({ force, build: build({ pack, disableCache: !force }) }), ['build']).flatMap(
        (line) =>
          line.match(/--(?:no-cache|clear-cache|cache-key \S+|build-arg (?:cache-key|secrets-hash)=\S+)/g) ??
          [],
      );
    for (const pack of ['nixpacks', 'railpack', 'buildpacks'] as const)
      expect(without(pack, true)).toEqual(without(pack, false));
    expect(without('nixpacks', true)).toEqual(['--no-cache', '--no-cache']);
    expect(without('buildpacks', true)[0]).toBe('--clear-cache');
    // The frontend knows no such option.
    expect(without('railpack', true)).toEqual([
      '--no-cache',
      '--build-arg cache-key=app0001-dep0001',
      expect.stringMatching(/^--build-arg secrets-hash=[0-9a-f]{64}-dep0001$/),
      '--no-cache',
    ]);
  });

  const variables = {
    runtime: [],
    build: [
      ['TOKEN', new Secret('build-canary')],
      ['spring.url', new Secret('build-canary')],
    ],
    injected: [],
  } as const;

  it('of railpack, whose variables are build secrets', () => {
    const spec = sampleSpec({
      build: build({
        pack: 'railpack',
        baseDirectory: '/web',
        installCommand: 'npm ci',
        buildCommand: '--evil; x',
        startCommand: 'node .',
      }),
      environment: variables,
    });
    expect(rendered(spec, ['build'])).toMatchInlineSnapshot(`
      [
        "build: check that BuildKit is available",
        "build: Not passed to the build, because shells cannot export them: spring.url",
        "build: find /var/lib/gantry/tools/railpack-0.40.1, otherwise railpack 0.40.1",
        "build: $ chmod -R a+rX -- ~/source",
        "build: $ install -d -m 0700 -o 65534 -g 65534 -- /var/lib/gantry/gantry1/workloads/app0001/railpack",
        "build: make an empty image for the container of the planner",
        "build: $ docker run --name dep0001-plan --pull=never --log-driver=none --user 65534:65534 --cap-drop=ALL --network bridge --security-opt no-new-privileges --security-opt label=disable --memory=1g --memory-swap=1g --pids-limit=512 --label … --mount type=bind,source=~/source,target=/source,readonly --mount type=bind,source=‹toolMount›,target=‹toolMount›,readonly --mount type=bind,source=‹certificates›,target=/etc/ssl/certs/ca-certificates.crt,readonly --mount type=bind,source=/var/lib/gantry/gantry1/workloads/app0001/railpack,target=/tmp/railpack --env HOME=/tmp --env TOKEN --env RAILPACK_INSTALL_CMD ‹plannerImage› ‹tool› prepare --plan-out /plan/plan.json --info-out /plan/info.json --build-cmd=--evil; x --start-cmd=node . --env RAILPACK_INSTALL_CMD --env TOKEN /source/web",
        "build: write ~/railpack/plan.json from the plan in the container dep0001-plan, with caches of its own",
        "build: remove the container dep0001-plan and its image",
        "build: $ docker build --file ~/railpack/plan.json --tag app0001:‹commit›-build --build-arg BUILDKIT_SYNTAX=ghcr.io/railwayapp/railpack-frontend:v0.40.1@sha256:f1973377693af30c9b37a92c97c661c07b277ccdc6be909213c74c771f8d2d6d --build-arg cache-key=app0001 --build-arg secrets-hash=089d571b1fa6933ff3bf4d35d51f0825e4ef27324676a1b38bf18f7bb4d3ab5d --label … --secret id=TOKEN,env=TOKEN --secret id=RAILPACK_INSTALL_CMD,env=RAILPACK_INSTALL_CMD -- ~/source/web",
        "build: write ~/labelled/Dockerfile",
        "build: $ docker build --file ~/labelled/Dockerfile --tag app0001:‹commit› --label … --build-arg GANTRY_BUILT_IMAGE -- ~/labelled",
        "build: $ docker image rm --force --no-prune -- app0001:‹commit›-build",
      ]
    `);
    expect(JSON.stringify([buildPlan(spec), renderPlan(buildPlan(spec))])).not.toMatch(/canary/);
  });

  it('of railpack with a published folder', () => {
    const spec = sampleSpec({
      build: build({ pack: 'railpack', isStatic: true, publishDirectory: '/dist' }),
    });
    expect(rendered(spec, ['build']).slice(-5)).toMatchInlineSnapshot(`
      [
        "build: $ docker build --file ~/railpack/plan.json --tag app0001:‹commit›-build --build-arg BUILDKIT_SYNTAX=ghcr.io/railwayapp/railpack-frontend:v0.40.1@sha256:f1973377693af30c9b37a92c97c661c07b277ccdc6be909213c74c771f8d2d6d --build-arg cache-key=app0001 --build-arg secrets-hash=01b9503f0c6c60fa2dc95b25fbdf754ea5d37f5557ec27e78f19daa79d07e1f5 --label … -- ~/source",
        "build: write ~/static/Dockerfile",
        "build: write ~/static/nginx.conf",
        "build: $ docker build --file ~/static/Dockerfile --tag app0001:‹commit› --label … --build-arg GANTRY_BUILT_IMAGE -- ~/static",
        "build: $ docker image rm --force --no-prune -- app0001:‹commit›-build",
      ]
    `);
  });

  it('of buildpacks, with labels and the start command on top', () => {
    const spec = sampleSpec({
      force: true,
      build: build({ pack: 'buildpacks', buildCommand: 'make', startCommand: 'node "."' }),
      environment: variables,
    });
    expect(rendered(spec, ['source'])).toContain(
      'source: check that ~/source exists inside ~/source, as does ~/source/project.toml if there is one',
    );
    expect(rendered(spec, ['build'])).toMatchInlineSnapshot(`
      [
        "build: use BuildKit if available, otherwise the classic builder",
        "build: Not passed to the build, because shells cannot export them: spring.url",
        "build: install_command and build_command are not used: buildpacks have their own.",
        "build: find /var/lib/gantry/tools/pack-0.40.9, otherwise any pack",
        "build: $ mkdir -p /var/lib/gantry/gantry1/workloads/app0001/buildpacks/build /var/lib/gantry/gantry1/workloads/app0001/buildpacks/launch",
        "build: $ ‹tool› build app0001:‹commit›-build --path ~/source --builder heroku/builder:24 --pull-policy if-not-present --no-color --cache type=build;format=bind;source=/var/lib/gantry/gantry1/workloads/app0001/buildpacks/build --cache type=launch;format=bind;source=/var/lib/gantry/gantry1/workloads/app0001/buildpacks/launch --clear-cache --env TOKEN",
        "build: write ~/labelled/Dockerfile",
        "build: $ docker build --file ~/labelled/Dockerfile --tag app0001:‹commit› --no-cache --label … --build-arg GANTRY_BUILT_IMAGE -- ~/labelled",
        "build: $ docker image rm --force --no-prune -- app0001:‹commit›-build",
      ]
    `);
    const text = JSON.stringify([buildPlan(spec), renderPlan(buildPlan(spec))]);
    expect(text).not.toMatch(/canary/);
    expect(text).toContain(JSON.stringify('ENTRYPOINT ["launcher"]\nCMD ["node \\".\\""]\n').slice(1, -1));
  });

  it('names only keys of variables, drops what would change the build tool, and hides every value', () => {
    const spec = sampleSpec({
      build: build({ targetStage: 'production', disableCache: true }),
      environment: {
        runtime: [['TOKEN', new Secret('runtime-canary')]],
        build: [
          ['COLOUR', new Secret('build-canary')],
          ['DOCKER_HOST', new Secret('tcp://evil')],
        ],
        injected: ['COOLIFY_BRANCH'],
      },
    });
    expect(rendered(spec, ['build'])).toMatchInlineSnapshot(`
      [
        "build: Not passed to the build, because they would affect the build tool: DOCKER_HOST",
        "build: use BuildKit if available, otherwise the classic builder",
        "build: write ~/Dockerfile.injected: ~/source/Dockerfile with COOLIFY_BRANCH, GANTRY_BRANCH, COLOUR as build arguments in every stage",
        "build: $ docker build --file ~/Dockerfile.injected --tag app0001:‹commit› --target production --no-cache --label … --build-arg COOLIFY_BRANCH --build-arg GANTRY_BRANCH --build-arg COLOUR -- ~/source",
      ]
    `);
    expect(JSON.stringify([buildPlan(spec), renderPlan(buildPlan(spec))])).not.toMatch(/canary|evil/);
  });

  it('carries what no shell can export under another name', () => {
    const dotted = (overrides: Parameters<typeof build>[0]) =>
      rendered(
        sampleSpec({
          build: build(overrides),
          environment: { runtime: [], build: [['spring.url', new Secret('canary')]], injected: [] },
        }),
        ['build'],
      ).filter((line) => !line.includes('builder'));
    expect([
      ...dotted({}),
      ...dotted({ injectBuildArgs: false }),
      ...dotted({ useBuildSecrets: true }),
      ...dotted({ pack: 'nixpacks' }),
      ...dotted({ pack: 'nixpacks', useBuildSecrets: true }),
    ]).toMatchInlineSnapshot(`
      [
        "build: write ~/Dockerfile.injected: ~/source/Dockerfile with spring.url as build arguments in every stage",
        "build: $ docker build --file ~/Dockerfile.injected --tag app0001:‹commit› --label … --build-arg GANTRY_VARIABLE_1 -- ~/source",
        "build: write ~/Dockerfile.injected: ~/source/Dockerfile with the values of spring.url where it declares them",
        "build: $ docker build --file ~/Dockerfile.injected --tag app0001:‹commit› --label … --build-arg GANTRY_VARIABLE_1 -- ~/source",
        "build: check that BuildKit is available",
        "build: write ~/Dockerfile.injected: ~/source/Dockerfile with spring.url as build secrets in every stage",
        "build: $ docker build --file ~/Dockerfile.injected --tag app0001:‹commit› --label … --secret id=spring.url,env=GANTRY_VARIABLE_1 -- ~/source",
        "build: find /var/lib/gantry/tools/nixpacks-1.41.0, otherwise any nixpacks",
        "build: $ chmod -R a+rX -- ~/source",
        "build: make an empty image for the container of the planner",
        "build: $ docker run --name dep0001-plan --pull=never --log-driver=none --user 65534:65534 --cap-drop=ALL --network none --security-opt no-new-privileges --security-opt label=disable --memory=1g --memory-swap=1g --pids-limit=512 --label … --mount type=bind,source=~/source,target=/source,readonly --mount type=bind,source=‹toolMount›,target=‹toolMount›,readonly --env HOME=/tmp ‹plannerImage› ‹tool› build /source --out /plan --cache-key app0001",
        "build: write ~/source/.nixpacks from the plan in the container dep0001-plan, and ~/Dockerfile.nixpacks: its Dockerfile with the values of its plan and spring.url as build arguments",
        "build: remove the container dep0001-plan and its image",
        "build: $ docker build --file ~/Dockerfile.nixpacks --tag app0001:‹commit› --label … --build-arg GANTRY_VARIABLE_1 -- ~/source",
        "build: check that BuildKit is available",
        "build: find /var/lib/gantry/tools/nixpacks-1.41.0, otherwise any nixpacks",
        "build: $ chmod -R a+rX -- ~/source",
        "build: make an empty image for the container of the planner",
        "build: $ docker run --name dep0001-plan --pull=never --log-driver=none --user 65534:65534 --cap-drop=ALL --network none --security-opt no-new-privileges --security-opt label=disable --memory=1g --memory-swap=1g --pids-limit=512 --label … --mount type=bind,source=~/source,target=/source,readonly --mount type=bind,source=‹toolMount›,target=‹toolMount›,readonly --env HOME=/tmp ‹plannerImage› ‹tool› build /source --out /plan --cache-key app0001",
        "build: write ~/source/.nixpacks from the plan in the container dep0001-plan, and ~/Dockerfile.nixpacks: its Dockerfile with the values of its plan and spring.url as build secrets",
        "build: remove the container dep0001-plan and its image",
        "build: $ docker build --file ~/Dockerfile.nixpacks --tag app0001:‹commit› --label … --secret id=spring.url,env=GANTRY_VARIABLE_1 -- ~/source",
      ]
    `);
  });

  it('keeps the limits that builds have on the server, with the builder that can', () => {
    const limited = (memory: string, cpus: string) =>
      rendered(sampleSpec({ build: build({ limits: { memory, cpus } }) }), ['build']).map(
        (line) => /builder|--(?:memory|cpu).*(?= --label)/.exec(line)?.[0],
      );
    expect(limited('512m', '1.5')).toEqual([
      'builder',
      '--memory=512m --memory-swap=512m --cpu-period=100000 --cpu-quota=150000',
    ]);
    expect(limited('0', '0.001')).toEqual(['builder', '--cpu-period=100000 --cpu-quota=1000']);
    expect(limited('0m', '0.0')).toEqual(['builder', undefined]);
  });
});
