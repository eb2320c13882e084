// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose files have variables of their own
import { describe, expect, it } from 'vitest';
import { readCompose } from './compose.testing';
import { checkPolicy } from './policy';
import type { ComposePolicy } from './types';

function refused(text: string, policy: ComposePolicy = { hostAccess: 'deny' }, variables = {}): string[] {
  const { resolved, problems } = readCompose(text, { variables });
  if (!resolved) throw new Error(problems[0]?.message);
  return checkPolicy(resolved, policy).map(({ line, service, key }) => `${line} ${service ?? '-'} ${key}`);
}

const web = (keys: string): string => `services:\n  web:\n    image: nginx\n    ${keys}\n`;

describe('checkPolicy', () => {
  it.each([
    ['privileged: true', 'privileged'],
    ['privileged: "yes"', 'privileged'],
    ['privileged: ${P}', 'privileged'],
    ['pid: host', 'pid'],
    ['ipc: host', 'ipc'],
    ['network_mode: host', 'network_mode'],
    ['network_mode: "${MODE:-host}"', 'network_mode'],
    ['userns_mode: host', 'userns_mode'],
    ['cgroup: host', 'cgroup'],
    ['cap_add: [NET_ADMIN]', 'cap_add'],
    ['cap_add: SYS_ADMIN', 'cap_add'],
    ['devices: [/dev/kvm]', 'devices'],
    ['devices: [{source: /dev/kvm, target: /dev/kvm}]', 'devices'],
    ['device_cgroup_rules: ["c 1:3 mr"]', 'device_cgroup_rules'],
    ['security_opt: ["apparmor:unconfined"]', 'security_opt'],
    ['cgroup_parent: system.slice', 'cgroup_parent'],
    ['runtime: nvidia', 'runtime'],
    ['gpus: all', 'gpus'],
    ['volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]', 'volumes[0]'],
    ['volumes: ["/:/host"]', 'volumes[0]'],
    ['volumes: ["~/x:/x"]', 'volumes[0]'],
    ['volumes: ["../x:/x"]', 'volumes[0]'],
    ['volumes: ["./a/../../x:/x"]', 'volumes[0]'],
    ['volumes: ["../files/../../x:/x"]', 'volumes[0]'],
    ['volumes: ["${ROOT}:/x"]', 'volumes[0]'],
    ['volumes: [{type: bind, source: /etc, target: /x}]', 'volumes[0]'],
    ['volumes: [{source: /etc, target: /x}]', 'volumes[0]'],
  ])('refuses %s', (keys, key) => {
    expect(refused(web(keys), undefined, { P: '1', ROOT: '/etc' })).toEqual([`4 web ${key}`]);
  });

  it.each([
    [
      'reserved graphics cards',
      web('deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}'),
    ],
    ['anchors and merge keys', 'x-a: &a {privileged: true}\nservices: {web: {image: x, <<: *a}}\n'],
    [
      'mounts of another service',
      'services: {a: {image: x, volumes: ["/etc:/e"]}, web: {image: x, volumes_from: [a]}}\n',
    ],
  ])('sees through %s', (_, text) => expect(refused(text).length).toBeGreaterThan(0));

  it.each([
    [
      'driver_opts',
      `${web('volumes: ["v:/v"]')}volumes:\n  v: {driver_opts: {type: none, o: bind, device: /etc}}\n`,
      '6 - volumes.v.driver_opts',
    ],
    [
      'a secret from the host',
      `${web('secrets: [s]')}secrets:\n  s: {file: /etc/shadow}\n`,
      '6 - secrets.s.file',
    ],
    [
      'a config above the folder',
      `${web('configs: [s]')}configs:\n  s: {file: ../../x}\n`,
      '6 - configs.s.file',
    ],
  ])('refuses %s', (_, text, expected) => expect(refused(text)).toEqual([expected]));

  it.each([
    'volumes: ["./data:/data", "../files/x:/x", "named:/n"]',
    'network_mode: none',
    'privileged: false',
    'ipc: shareable',
  ])('lets %s pass', (keys) => expect(refused(web(keys))).toEqual([]));

  it.each([
    ['{type: tmpfs, device: tmpfs, o: "size=10m,mode=1777,noexec"}', 0],
    ['{}', 0],
    ['{type: tmpfs, device: /etc, o: bind}', 1],
    ['{type: tmpfs, device: tmpfs, o: "size=1m,rbind"}', 1],
    ['{type: nfs, device: ":/x", o: addr=10.0.0.1}', 1],
    ['{o: bind, device: /etc}', 1],
    ['{type: "${T}", device: /etc, o: bind}', 1],
  ])('judges a volume by its options: %s', (options, count) => {
    const text = `${web('volumes: ["v:/v"]')}volumes:\n  v: {driver_opts: ${options}}\n`;
    expect(refused(text, undefined, { T: 'tmpfs' })).toHaveLength(count);
  });

  it.each([
    ['volumes: ["../x:/x"]', 'volumes[0]', ''],
    ['volumes: ["~/x:/x"]', 'volumes[0]', ''],
    ['secrets: [key]', 'secrets.key.file', 'secrets: {key: {file: ../key}}\n'],
  ])('refuses what is no path of the server, also where host access is allowed: %s', (key, where, top) =>
    expect(refused(web(key) + top, { hostAccess: 'allow' })).toEqual([expect.stringContaining(where)]),
  );

  it('lets everything pass where host access is allowed, and what a reviewed template lists', () => {
    const text = web('volumes: ["/var/run/docker.sock:/s"]');
    expect(refused(text, { hostAccess: 'allow' })).toEqual([]);
    expect(refused(text, { hostAccess: 'deny', exceptions: new Set(['web.volumes']) })).toEqual([]);
    expect(refused(text, { hostAccess: 'deny', exceptions: new Set(['other.volumes']) })).toHaveLength(1);
  });
});
