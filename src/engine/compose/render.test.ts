import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeProject, readCompose, revealed } from './compose.testing';
import { renderCompose } from './render';

const everything = `
services:
  web:
    image: registry.example.com/team/app:1.0
    command: serve --name "a b" --cost '$$5'
    entrypoint: [/entry, "x y"]
    environment: {A: 1, B: true, C: "$$x", D: 1.10, E: null, F: "multi\\nline"}
    ports: ["8080:80", "127.0.0.1:9000-9002:9000-9002/udp", "3000", {target: 443, published: "8443", host_ip: "::1"}]
    expose: [7000, "7001-7002/udp"]
    volumes:
      - data:/data/
      - data:/ro:ro,nocopy
      - /anonymous
      - ./conf/../files:/conf:ro,rslave
      - ../files/x.conf:/x.conf
      - /var/run/docker.sock:/var/run/docker.sock
      - {type: bind, source: ./a.sh, target: /a.sh, content: "echo $A $$B \${C}", mode: "0755", is_directory: false}
      - {type: tmpfs, target: /tmp, tmpfs: {size: 64m, mode: "1777"}}
      - {type: volume, source: other, target: /other, volume: {nocopy: true, subpath: sub}}
    tmpfs: /run:size=1m
    configs: [plain, {source: plain, target: /etc/p.conf, uid: "1", gid: "2", mode: 0440}]
    secrets: [key]
    networks: {front: {aliases: [site]}, default: }
    depends_on: {db: {condition: service_healthy, restart: true, required: false}, job: {condition: service_completed_successfully}}
    healthcheck: {test: curl -f localhost, interval: 1m30s, timeout: 500ms, start_period: 1.5s, start_interval: 1s, retries: 3}
    deploy: {resources: {limits: {cpus: "0.5", memory: 1.5g, pids: 100}, reservations: {memory: 64m, devices: [{capabilities: [gpu], count: all}]}}, replicas: 1}
    memswap_limit: -1
    mem_swappiness: 10
    cpu_shares: 512
    cpuset: 0-3
    shm_size: 64m
    ulimits: {nofile: {soft: 1024, hard: 2048}, nproc: 64}
    sysctls: [net.core.somaxconn=1024]
    init: true
    user: 1000
    group_add: [audio]
    working_dir: /srv
    hostname: web
    domainname: example.com
    extra_hosts: {h: host-gateway}
    dns: 1.1.1.1
    dns_opt: [ndots:1]
    dns_search: example.com
    labels: [a=b, c]
    annotations: {x: y}
    stop_signal: SIGINT
    stop_grace_period: 1m
    read_only: yes
    tty: true
    stdin_open: true
    platform: linux/amd64
    pull_policy: if_not_present
    cap_drop: [ALL]
    cap_add: [cap_net_admin]
    devices: ["/dev/a:/dev/b:r", /dev/c]
    device_cgroup_rules: ["c 1:3 mr"]
    security_opt: ["seccomp:unconfined"]
    cgroup_parent: x
    runtime: nvidia
    privileged: true
    userns_mode: host
    ipc: shareable
    pid: host
    logging: {driver: local, options: {max-size: 10m}}
    container_name: fixed
    exclude_from_hc: true
  db: {image: "postgres:16", restart: "on-failure:3", healthcheck: {disable: true}, network_mode: host}
  job: {image: busybox, restart: "no", scale: 0, network_mode: "service:side", pid: "service:side"}
  side: {image: busybox}
  late: {image: busybox, volumes_from: ["web:ro"], links: ["web:www"]}
  off: {image: busybox, profiles: [never]}
volumes:
  data: {labels: {a: b}, driver: local, driver_opts: {type: nfs, device: ":/x"}}
  other: {external: true, name: shared}
networks:
  front: {internal: true, labels: {a: b}}
configs:
  plain: {content: "text $$ of it"}
secrets:
  key: {environment: KEY}
`;

function normalised(text: string): unknown {
  return revealed(composeProject(text));
}

describe('renderCompose', () => {
  it('writes every key so that it resolves to the same project', () => {
    const project = composeProject(everything, { variables: { KEY: 'k$ey', C: 'c' } });
    const rendered = renderCompose(project);
    expect(normalised(rendered)).toEqual(revealed(project));
    expect(renderCompose(composeProject(rendered))).toBe(rendered);
  });

  it('keeps any text of variables, commands, labels and files', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(texts, texts, texts, (value, argument, label) => {
        const escaped = (text: string): string => JSON.stringify(text.replaceAll('$', '$$$$'));
        const project = composeProject(
          `services: {web: {image: x, environment: {A: ${escaped(value)}}, command: [${escaped(argument)}], labels: {l: ${escaped(label)}}}}`,
        );
        expect(normalised(renderCompose(project))).toEqual(revealed(project));
        expect(revealed(project.services[0]?.environment)).toEqual([['A', value]]);
        expect(project.services[0]?.command).toEqual([argument]);
      }),
    );
  });
});

describe('any change of a file', () => {
  it('is taken and means what its resolved form means, or is refused with a place', () => {
    const lines = everything.split('\n');
    const cut = fc.record({
      line: fc.nat(lines.length - 1),
      column: fc.nat(60),
      remove: fc.nat(4),
      insert: fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom('*', '&a', '${', ': ', '- ', '<<', '\t', '{', '"', '!'),
      ),
    });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 3 }), (cuts) => {
        const mutated = [...lines];
        for (const { line, column, remove, insert } of cuts) {
          const before = mutated[line] ?? '';
          mutated[line] = before.slice(0, column) + insert + before.slice(column + remove);
        }
        const { resolved, problems } = readCompose(mutated.join('\n'));
        if (resolved) expect(normalised(renderCompose(resolved.project))).toEqual(revealed(resolved.project));
        else
          for (const problem of problems) {
            expect(problem.line).toBeGreaterThanOrEqual(1);
            expect(problem.line).toBeLessThanOrEqual(mutated.join('\n').split('\n').length + 1);
            expect(problem.column).toBeGreaterThanOrEqual(1);
            expect(problem.message).toMatch(/[.:]/);
          }
      }),
      { numRuns: 150 },
    );
  });
});
