import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { filesOf, mountsOf } from '../stack/mounts';
import { composeProject, problemText, readCompose, revealed } from './compose.testing';
import { missingFiles } from './files';
import { reservedNames } from './reserved-names';

const problemsOf = (text: string) => readCompose(text).problems.map(problemText);
const warningsOf = (text: string) => readCompose(text).warnings.map(problemText);

describe('labels of a file', () => {
  it('may not be those by which Gantry finds what it manages', () =>
    expect(
      problemsOf(`services:
  web:
    image: nginx:1
    labels:
      - gantry.pull-request=7
volumes:
  data:
    labels: {gantry.organization: x}
networks:
  inner:
    labels: {gantry.kind: proxy}
`),
    ).toEqual([
      '11:14 networks.inner.labels.gantry.kind: Labels that start with gantry. are reserved.',
      '8:14 volumes.data.labels.gantry.organization: Labels that start with gantry. are reserved.',
      '4:5 web labels.gantry.pull-request: Labels that start with gantry. are reserved.',
    ]));
});

describe('names at the top of a file', () => {
  it('are ignored, which a note says, unless they find something that is there', () =>
    expect(
      warningsOf(`services:
  web:
    image: nginx:1
    volumes: [data:/data, lent:/lent]
volumes:
  data: {name: fixed}
  lent: {name: other, external: true}
`),
    ).toEqual(['6:10 volumes.data.name: Ignored: Gantry chooses the names.']));
});

describe('what a file says that changes nothing here', () => {
  it.each([
    ['scale: 0', 'scale: The service is not run.'],
    ['deploy: {replicas: 0}', 'deploy.replicas: The service is not run.'],
    [
      'networks: {default: {priority: 5}}',
      'networks.default.priority: Ignored: requests always go through the first network of a service.',
    ],
    [
      'volumes: [{type: bind, source: ./a, target: /a, bind: {create_host_path: false}}]',
      'volumes[0].bind.create_host_path: Ignored: missing folders of the resource are always created.',
    ],
  ])('has a note: %s', (key, note) =>
    expect(warningsOf(`services:\n  web:\n    image: nginx:1\n    ${key}\n`)).toEqual([
      expect.stringMatching(new RegExp(`^4:\\d+ web ${note.replaceAll(/[[\].]/g, '\\$&')}$`)),
    ]),
  );
});

describe('profiles', () => {
  const text = 'services:\n  web: {image: nginx:1}\n  tools:\n    image: nginx:1\n    profiles: [tools]\n';
  const names = (variables: Record<string, string>) =>
    readCompose(text, { variables }).resolved?.project.services.map(({ name }) => name);

  it('are switched on by the variable that Docker Compose reads', () => {
    expect(names({ COMPOSE_PROFILES: 'other, tools' })).toEqual(['web', 'tools']);
    expect(names({ COMPOSE_PROFILES: '*' })).toEqual(['web', 'tools']);
    expect(names({ COMPOSE_PROFILES: 'other' })).toEqual(['web']);
  });

  it('that are off have a note at their services', () =>
    expect(warningsOf(text)).toEqual([
      '5:5 tools profiles: Left out. COMPOSE_PROFILES lists the profiles that are on.',
    ]));
});

describe('files that a file names', () => {
  const text = `services:
  web:
    image: nginx:1
    env_file: [web.env, {path: more.env, required: false}]
    configs: [site]
    secrets: [{source: key, target: /key}, mounted]
    volumes:
      - {type: bind, source: ./kept/mounted.txt, target: /m, content: "of a template"}
configs:
  site: {file: ./site.conf}
secrets:
  key: {file: keys/key.pem}
  mounted: {file: kept/mounted.txt}
`;
  const read = (files?: Record<string, string>) => {
    const contents = Object.entries(files ?? {}).map(
      ([path, content]) => [path, new Secret(content)] as const,
    );
    const { resolved } = readCompose(text, { files: new Map(contents) });
    if (!resolved) throw new Error('does not resolve');
    return resolved;
  };

  it('are missing with their place where there is no repository', () =>
    expect(missingFiles(read()).map(problemText)).toEqual([
      '4:5 web env_file: There is no repository to read the file web.env from. Write its variables under environment.',
      '5:15 web configs[0]: There is no repository to read the file site.conf from. Write its content under configs.site.content, or set environment there to a variable that contains it.',
      '6:15 web secrets[0]: There is no repository to read the file keys/key.pem from. Write its content under secrets.key.content, or set environment there to a variable that contains it.',
    ]));

  it('are given as they are in a repository, or in a mount of a template', () => {
    const resolved = read({ 'web.env': 'A=1', 'site.conf': 'site', 'keys/key.pem': 'key' });
    expect(missingFiles(resolved)).toEqual([]);
    const { project } = resolved;
    const [service] = project.services;
    expect(
      service && filesOf(service, project).map(({ target, content }) => [target, revealed(content)]),
    ).toEqual([
      ['/m', 'of a template'],
      ['/site', 'site'],
      ['/key', 'key'],
      ['/run/secrets/mounted', 'of a template'],
    ]);
    expect(revealed(service?.environment)).toEqual([['A', '1']]);
  });

  it('of the server are mounted as they are', () => {
    const project = composeProject(
      'services:\n  web: {image: nginx:1, configs: [site]}\nconfigs: {site: {file: /srv/site.conf}}\n',
    );
    const [service] = project.services;
    expect(service && mountsOf(service, project, 'stack001')).toEqual([
      { kind: 'bind', source: '/srv/site.conf', target: '/site', readOnly: true, granted: 'there' },
    ]);
  });
});

describe('names that belong to Gantry or to other workloads', () => {
  const other = 'abcdefghijklmnopqrstuvw0';

  it.each([
    ['web', 'container_name: coolify-proxy', '4:5 web container_name: coolify-proxy: '],
    ['web', `container_name: ${other}-shop-blue`, `4:5 web container_name: ${other}-shop-blue: `],
    ['web', `hostname: ${other}`, `4:5 web hostname: ${other}: `],
    [
      'web',
      `networks: {default: {aliases: [fine, shop-${other}]}}`,
      `4:26 web networks.default.aliases: shop-${other}: `,
    ],
    ['web', `links: ["db:${other}-green"]`, `5:3 db networks.default.aliases: ${other}-green: `],
    ['gantry-proxy', 'user: app', '2:3 gantry-proxy: gantry-proxy: '],
    [`${other}-previous`, 'user: app', `2:3 ${other}-previous: ${other}-previous: `],
  ])('%s with %s', (service, key, expected) => {
    const { resolved } = readCompose(
      `services:\n  ${service}:\n    image: nginx:1\n    ${key}\n  db: {image: postgres:16}\n`,
    );
    expect(resolved && reservedNames(resolved).map(problemText)).toEqual([expect.stringContaining(expected)]);
  });

  it('are not those of a file itself', () => {
    const text = 'services:\n  web: {image: nginx:1, container_name: shop, hostname: shop-1}\n';
    const { resolved } = readCompose(text);
    expect(resolved && reservedNames(resolved)).toEqual([]);
  });
});
