import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { gitSource, sampleSpec } from '../testing/sample-spec';
import { buildPlan } from './application';
import { rendered } from './application.testing';

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
