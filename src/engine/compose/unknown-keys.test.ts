import { describe, expect, it } from 'vitest';
import { composeProject, problemText, readCompose } from './compose.testing';

/** Write a service with one more key, which may have several lines, after the top-level text. */
const withKey = (key: string, top = '') => `${top}services:\n  web:\n    image: nginx:1\n    ${key}\n`;

/** Keys that the Compose Specification does not have, at any level. */
const unknown: [where: string, text: string, place: string][] = [
  ['at the top of the file', withKey('user: app', 'volums: {}\n'), '1:1 volums'],
  ['of a service', withKey('imagee: other'), '4:5 web imagee'],
  ['of a build', withKey('build: {context: ., dockerfil: x}'), '4:25 web build.dockerfil'],
  ['of a port', withKey('ports: [{target: 80, publishd: 81}]'), '4:26 web ports[0].publishd'],
  [
    'of a mount',
    withKey('volumes: [{source: a, target: /a, readonly: true}]'),
    '4:39 web volumes[0].readonly',
  ],
  [
    'of a network of a service',
    withKey('networks: {default: {alias: [a]}}'),
    '4:26 web networks.default.alias',
  ],
  [
    'of a deploy limit',
    withKey('deploy: {resources: {limits: {mem: 1g}}}'),
    '4:35 web deploy.resources.limits.mem',
  ],
  ['of a health check', withKey('healthcheck: {test: x, intervall: 1s}'), '4:28 web healthcheck.intervall'],
  ['of a volume', `volumes: {data: {size: 1g}}\n${withKey('volumes: [data:/d]')}`, '1:18 volumes.data.size'],
  ['with the name of one that is elsewhere', withKey('privileged_mode: true'), '4:5 web privileged_mode'],
];

describe('an unknown key', () => {
  it.each(unknown)('%s is refused with its place', (_, text, place) =>
    expect(readCompose(text).problems.map(problemText)).toEqual([
      `${place}: This key is unknown. Remove it or correct its name.`,
    ]),
  );

  it.each(unknown)('%s is dropped and named where unknown keys are ignored', (_, text, place) => {
    const { resolved, warnings } = readCompose(text, { ignoreUnknownKeys: true, hasCheckout: true });
    const note = `${place}: This key is unknown and ignored.`;
    expect(resolved?.ignored.map(problemText)).toEqual([note]);
    expect(warnings.map(problemText)).toContain(note);
  });

  it('does not change what the rest of the file says', () =>
    expect(composeProject(withKey('imagee: other\n    user: app'), { ignoreUnknownKeys: true })).toEqual(
      composeProject(withKey('user: app')),
    ));

  it('hides no other problem', () => {
    const { problems } = readCompose(withKey('imagee: other\n    restart: sometimes'), {
      ignoreUnknownKeys: true,
    });
    expect(problems.map(problemText)).toEqual([
      expect.stringMatching(/^5:5 web restart: Must be no, always/),
    ]);
  });
});

/** Keys of the specification that Gantry does not support. */
const refused: [text: string, place: string][] = [
  [`include: [a.yml]\n${withKey('user: app')}`, '1:1 include'],
  [`models: {a: {}}\n${withKey('user: app')}`, '1:1 models'],
  [withKey('extends: {file: a.yml, service: b}'), '4:5 web extends'],
  [withKey('develop: {watch: []}'), '4:5 web develop'],
  [withKey('provider: {type: x}'), '4:5 web provider'],
  [withKey('post_start: [{command: x}]'), '4:5 web post_start'],
  [withKey('uts: host'), '4:5 web uts'],
  [withKey('build: {context: ., network: host}'), '4:25 web build.network'],
  [withKey('build: {context: ., privileged: true}'), '4:25 web build.privileged'],
  [withKey('networks: {default: {ipv4_address: 10.0.0.2}}'), '4:26 web networks.default.ipv4_address'],
  [`networks: {back: {ipam: {}}}\n${withKey('networks: [back]')}`, '1:19 networks.back.ipam'],
];

it.each(refused)('a key that Gantry knows and refuses stays refused: %s', (text, place) => {
  const { problems } = readCompose(text, { ignoreUnknownKeys: true, hasCheckout: true });
  expect(problems.map(problemText)).toEqual([expect.stringContaining(`${place}: `)]);
});
