import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { BuildSpec } from '../../domain/workload/build';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { renderPlan } from '../plan/render';
import { gitSource, sampleSpec } from '../testing/sample-spec';
import { buildPlan } from './application';

const build = (overrides: Partial<BuildSpec>): BuildSpec => ({ ...sampleSpec().build, ...overrides });

/** Render `step: action` lines; the long constant part of git's argv and the labels of a build are shortened. */
function rendered(spec: DeploymentSpec, steps?: readonly string[]): string[] {
  return renderPlan(buildPlan(spec))
    .filter(({ id }) => steps === undefined || steps.includes(id))
    .flatMap(({ id, actions }) =>
      (actions.length > 0 ? actions.map(({ text }) => text) : ['']).map((text) => `${id}: ${text}`),
    )
    .map((line) => line.replace(/\$ git (-c \S+ )+/, '$ git … ').replace(/(--label \S+ )+/, '--label … '))
    .map((line) => line.replaceAll('/var/lib/gantry/gantry1/deployments/dep0001', '~'));
}

describe('the plan', () => {
  it('of a Git application with a Dockerfile', () => {
    expect(rendered(sampleSpec())).toMatchInlineSnapshot(`
      [
        "preflight: the new container is called app0001-dep0001",
        "preflight: check that Docker responds",
        "preflight: check that 2 GiB and 5 % of the disk are free",
        "network: create the network coolify if it does not exist",
        "network: start the proxy if it is not running",
        "resolve-commit: write ~/known_hosts",
        "resolve-commit: $ git … ls-remote --exit-code --end-of-options https://git.example.com/team/shop.git refs/heads/main refs/tags/main refs/tags/main^{}",
        "find-image: look for app0001:‹commit› from an earlier build with this configuration",
        "source: remove ~/source",
        "source: $ git … init --quiet -- ~/source",
        "source: $ git … -C ~/source fetch --quiet --no-tags --depth=1 --end-of-options https://git.example.com/team/shop.git ‹commit›",
        "source: $ git … -C ~/source checkout --quiet --force --detach ‹commit›",
        "source: $ git … -C ~/source log -1 --format=%s",
        "source: check that ~/source and ~/source/Dockerfile exist inside ~/source",
        "build: use BuildKit if available, otherwise the classic builder",
        "build: $ docker build --file ~/source/Dockerfile --tag app0001:‹commit› --label … -- ~/source",
        "inspect: inspect ‹image›",
        "previous: find the running containers",
        "create: create the new container",
        "start: stop containers in the free slot that are not serving traffic",
        "start: start it",
        "health: wait until it is healthy: GET /health answers 200, every 5 s, 3 times at most, after 5 s",
        "switch: point the proxy to the new container",
        "switch: send a request to the new container through the proxy",
        "drain: let the old container finish its requests, for at most 30 s",
        "stop-previous: stop the old container: SIGTERM, then SIGKILL after 30 s",
        "remove-previous: remove the old container",
      ]
    `);
  });

  it('of an image', () => {
    const spec = sampleSpec({ source: { kind: 'image', reference: 'nginx:alpine' } });
    expect(rendered(spec, ['preflight', 'image', 'inspect'])).toMatchInlineSnapshot(`
      [
        "preflight: the new container is called app0001-dep0001",
        "preflight: check that Docker responds",
        "image: $ docker pull -- nginx:alpine",
        "inspect: inspect ‹image›",
      ]
    `);
    expect(buildPlan(spec).cleanup).toEqual([]);
  });

  it('of a release that is rolled back to', () => {
    const source = { kind: 'release', reference: 'app0001:abc', digest: 'sha256:1', commit: 'abc' } as const;
    expect(rendered(sampleSpec({ source }), ['image'])).toMatchInlineSnapshot(`
      [
        "image: the commit is abc",
        "image: check that app0001:abc is still on the server",
      ]
    `);
  });

  it('of a Dockerfile stored with the application', () => {
    const spec = sampleSpec({ source: { kind: 'dockerfile', text: 'FROM scratch' } });
    expect(rendered(spec, ['find-image', 'source', 'build'])).toMatchInlineSnapshot(`
      [
        "find-image: look for app0001:2b0161a8edb24adac525d1e609a8cbc715d6d241 from an earlier build with this configuration",
        "build: use BuildKit if available, otherwise the classic builder",
        "build: write ~/Dockerfile",
        "build: $ mkdir -p ~/context",
        "build: $ docker build --file ~/Dockerfile --tag app0001:2b0161a8edb24adac525d1e609a8cbc715d6d241 --label … -- ~/context",
      ]
    `);
  });

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
    expect(rendered(spec, ['build'])).toMatchInlineSnapshot(`
      [
        "build: use BuildKit if available, otherwise the classic builder",
        "build: find /var/lib/gantry/tools/nixpacks-1.41.0, otherwise any nixpacks",
        "build: remove ~/nixpacks",
        "build: $ ‹tool› build ~/source --out ~/nixpacks --build-cmd=--evil; x",
        "build: $ docker build --file ~/nixpacks/.nixpacks/Dockerfile --tag app0001:‹commit›-build --label … -- ~/nixpacks",
        "build: write ~/static/Dockerfile",
        "build: write ~/static/nginx.conf",
        "build: $ docker build --file ~/static/Dockerfile --tag app0001:‹commit› --label … --build-arg GANTRY_BUILT_IMAGE -- ~/static",
      ]
    `);
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
        "build: remove ~/railpack",
        "build: $ mkdir -p ~/railpack",
        "build: $ ‹tool› prepare --plan-out ~/railpack/plan.json --info-out ~/railpack/info.json --build-cmd=--evil; x --start-cmd=node . --env RAILPACK_INSTALL_CMD --env TOKEN ~/source/web",
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
        "build: remove ~/nixpacks",
        "build: $ ‹tool› build ~/source --out ~/nixpacks",
        "build: write ~/nixpacks/.nixpacks/Dockerfile.injected: ~/nixpacks/.nixpacks/Dockerfile with spring.url as build arguments in every stage",
        "build: $ docker build --file ~/nixpacks/.nixpacks/Dockerfile.injected --tag app0001:‹commit› --label … --build-arg GANTRY_VARIABLE_1 -- ~/nixpacks",
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

  it('lends a deploy key for the repository alone, and fetches submodules and large files only when asked', () => {
    const source = {
      ...gitSource,
      repository: 'ssh://git@git.example.com:2222/team/shop.git',
      deployKey: new Secret('key-canary'),
      submodules: true,
      lfs: true,
      commit: 'abcdef1',
      knownHosts: 'github.com ssh-ed25519 AAAA\n',
    };
    const spec = sampleSpec({ source });
    expect(rendered(spec, ['resolve-commit', 'source'])).toMatchInlineSnapshot(`
      [
        "resolve-commit: write ~/known_hosts",
        "resolve-commit: remove ~/source",
        "resolve-commit: $ git … init --quiet -- ~/source",
        "resolve-commit: $ git … -C ~/source fetch --quiet --no-tags --end-of-options ssh://git@git.example.com:2222/team/shop.git refs/heads/main",
        "resolve-commit: $ git … -C ~/source rev-parse --verify --end-of-options abcdef1^{commit}",
        "resolve-commit: $ cat ~/known_hosts",
        "source: remove ~/source",
        "source: $ git … init --quiet -- ~/source",
        "source: $ git … -C ~/source fetch --quiet --no-tags --depth=1 --end-of-options ssh://git@git.example.com:2222/team/shop.git ‹commit›",
        "source: $ git … -C ~/source checkout --quiet --force --detach ‹commit›",
        "source: $ git … -C ~/source log -1 --format=%s",
        "source: $ cat ~/known_hosts",
        "source: check that the submodule addresses are allowed, and fetch the submodules",
        "source: check that the addresses in .lfsconfig are allowed",
        "source: $ git … -C ~/source remote add origin ssh://git@git.example.com:2222/team/shop.git",
        "source: $ git … -C ~/source diff --quiet --cached 4b825dc642cb6eb9a060e54bf8d69288fbee4904 -- :(attr:filter=lfs)",
        "source: check that ~/source and ~/source/Dockerfile exist inside ~/source",
      ]
    `);
    const lent = (changed: Partial<typeof source>) =>
      buildPlan(sampleSpec({ source: { ...source, ...changed } }))
        .steps.flatMap(({ actions }) => actions)
        .flatMap((action) => ('forwardKey' in action && action.forwardKey ? [action.forwardKey] : []));
    expect(lent({})).toHaveLength(4);
    const [first] = lent({});
    expect(first).toMatchObject({ user: 'git', hostKeys: [], mustBind: false, foreignHostKeys: [] });
    expect(lent({ openedServers: ['key of a server'] })[0]).toMatchObject({
      mustBind: true,
      foreignHostKeys: ['key of a server'],
    });
    expect(lent({ repository: gitSource.repository })).toEqual([]);
    const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
    const knownHosts = `[git.example.com]:2222 ssh-ed25519 ${key}\n`;
    expect(lent({ knownHosts })[0]?.hostKeys).toEqual([key]);
    expect(JSON.stringify(buildPlan(spec))).not.toContain('key-canary');
  });

  it('allows http only for internal hosts', () => {
    const protocols = (allowHttp: boolean) => {
      const text = JSON.stringify(buildPlan(sampleSpec({ source: { ...gitSource, allowHttp } })));
      return [...new Set(text.match(/"GIT_ALLOW_PROTOCOL":"[^"]*"/g))];
    };
    expect(protocols(false)).toEqual(['"GIT_ALLOW_PROTOCOL":"https:ssh"']);
    expect(protocols(true)).toEqual(['"GIT_ALLOW_PROTOCOL":"https:ssh:http"']);
  });

  it.each([
    [{ portsMappings: [{ ip: null, hostPort: 8080, containerPort: 80, protocol: 'tcp' }] }, 'ports_mappings'],
    [{ fixedName: 'shop' }, 'fixed name'],
    [{ runOptions: { ip: '172.20.0.9' } }, 'fixed address'],
    [{ mounts: [{ kind: 'volume', source: 'v', target: '/data' }] }, 'volume'],
  ] as const)('announces stop-then-start for %j', (overrides, reason) => {
    const plan = buildPlan(sampleSpec({ container: { ...sampleSpec().component.container, ...overrides } }));
    expect(plan.downtime.class).toBe('stop-start');
    expect(plan.downtime.reasons.join()).toContain(reason);
    const order = plan.steps.map(({ id }) => id);
    expect(order.indexOf('stop-previous')).toBeLessThan(order.indexOf('start'));
  });

  it('rolls otherwise: the old container is stopped after the switch and the drain', () => {
    const plan = buildPlan(sampleSpec());
    expect(plan.downtime).toEqual({ class: 'none', reasons: [] });
    const order = plan.steps.map(({ id }) => id);
    expect(order.slice(-6)).toEqual([
      'start',
      'health',
      'switch',
      'drain',
      'stop-previous',
      'remove-previous',
    ]);
  });

  it('runs the commands of the user inside containers only', () => {
    const command = 'touch /x; echo "$HOME"';
    const spec = sampleSpec({
      preDeployment: { command, container: null },
      postDeployment: { command, container: 'web' },
    });
    expect(rendered(spec, ['pre-deployment', 'post-deployment'])).toMatchInlineSnapshot(`
      [
        "pre-deployment: exec in the previous container: sh -c "touch /x; echo \\"$HOME\\""",
        "post-deployment: exec in the new container web: sh -c "touch /x; echo \\"$HOME\\""",
      ]
    `);
    expect(buildPlan(spec).steps.find(({ id }) => id === 'post-deployment')).toMatchObject({
      onFail: 'warn',
    });
  });

  it('leaves the proxy alone where there is none or no domain', () => {
    for (const spec of [
      sampleSpec({ proxy: { kind: 'none', containerName: 'coolify-proxy', image: 'caddy:2' } }),
      sampleSpec({ routing: { ...sampleSpec().component.routing, domains: [] } }),
    ]) {
      expect(rendered(spec).join('\n')).not.toMatch(/ensure-proxy|probe-route/);
    }
  });
});
