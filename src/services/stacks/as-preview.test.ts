import { describe, expect, it } from 'vitest';
import type { ComposeProject } from '../../domain/compose/project';
import { parseCompose } from '../../engine/compose/parse';
import { resolveCompose } from '../../engine/compose/resolve';
import { addressesIn, projectAsPreview, type StackPreview, stackAsPreview, stackPreview } from './as-preview';
import type { StackOnServer } from './find';
import { accepted } from './read-file';

const preview: StackPreview = {
  pullRequestId: 7,
  of: 'app0001',
  isFork: false,
  hasOwnNetwork: false,
  template: '{{pr_id}}.{{domain}}',
  random: 'k3x',
  limits: { memory: 0, cpus: 0 },
};
const limits = { memory: 512 * 1024 ** 2, cpus: 1 };

function project(text: string): ComposeProject {
  return accepted(resolveCompose(accepted(parseCompose(text)), { variables: new Map() })).project;
}

describe('the addresses of a component of a preview', () => {
  it('are each in the form of the template', () => {
    expect(addressesIn(preview, 'https://a.example.com:3000,http://b.example.com/api')).toBe(
      'https://7.a.example.com:3000,http://7.b.example.com/api',
    );
    expect(addressesIn(preview, '')).toBe('');
  });

  it('are one where the template makes them the same, and null where it gives no host name', () => {
    const template = 'pr-{{pr_id}}.example.com';
    const both = 'http://a.example.com:3000,http://b.example.com:4000';
    expect(addressesIn({ ...preview, template }, both)).toBe('http://pr-7.example.com:3000');
    expect(addressesIn({ ...preview, template: '-.{{domain}}' }, both)).toBeNull();
  });
});

describe('a compose file as that of a preview', () => {
  const file = project(`services:
  web:
    image: nginx
    container_name: shop
    ports: ["8080:80", "443"]
    networks: [default, shared]
    mem_limit: 64g
    memswap_limit: -1
    shm_size: 2g
    logging: {driver: json-file, options: {max-size: 100g}}
  db:
    image: postgres
    cpus: 0.5
    volumes: ["data:/data", "own:/own"]
networks:
  shared: {external: true, name: office}
volumes:
  data: {external: true, name: shop-data}
`);
  const { project: taken, notes } = projectAsPreview(file, preview);
  const [web, db] = taken.services;

  it('takes no port of the server, no network and no volume that others have, and says so', () => {
    expect(web?.ports).toEqual([]);
    expect(taken.networks).toMatchObject([
      { key: 'default', external: false },
      { key: 'shared', external: false, name: null },
    ]);
    expect(taken.volumes).toMatchObject([
      { key: 'data', external: false, name: null },
      { key: 'own', external: false },
    ]);
    expect(notes.map((note) => note.replace(/ (?:of the server|is) .*/, ''))).toEqual([
      'web: server port 8080',
      'web: port 443',
      'The external network shared',
      'The external volume data',
    ]);
  });

  it('gives services the name that SERVICE_NAME_X has', () => {
    expect(web?.networks.map(({ aliases }) => aliases)).toEqual([
      ['shop', 'web-pr-7'],
      ['shop', 'web-pr-7'],
    ]);
  });

  it('keeps the limits of the file, up to those of previews', () => {
    expect(web?.resources).toEqual(file.services[0]?.resources);
    expect(db?.resources).toMatchObject({ memory: null, cpus: 0.5 });
    const { memory } = limits;
    for (const isFork of [false, true]) {
      const [limited, small] = projectAsPreview(file, { ...preview, isFork, limits }).project.services;
      expect(limited?.resources).toMatchObject({ memory, cpus: 1, memorySwap: null, shmSize: memory });
      expect(limited?.logging === null).toBe(isFork);
      expect(small?.resources).toMatchObject({ memory, cpus: 0.5 });
    }
    const cpusOnly = { ...preview, limits: { memory: 0, cpus: 0.25 } };
    const [one, other] = projectAsPreview(file, cpusOnly).project.services;
    expect(one?.resources).toEqual({ ...file.services[0]?.resources, cpus: 0.25 });
    expect(other?.resources).toMatchObject({ memory: null, cpus: 0.25 });
  });
});

describe('a stack as a preview', () => {
  const row = {
    uuid: 'app0001',
    connectToDockerNetwork: true,
    components: [
      { name: 'web', fqdn: 'http://a.example.com', imageOverride: 'nginx:2', isGzipEnabled: false },
    ],
  } as unknown as StackOnServer; // only what a preview changes is read
  const drafts = [
    {
      name: 'web',
      kind: 'application' as const,
      image: 'nginx',
      fqdn: 'http://7.a.example.com',
      isExcludedFromStatus: false,
    },
    { name: 'new', kind: 'application' as const, image: 'nginx', fqdn: null, isExcludedFromStatus: false },
  ];

  it('has a name, components and addresses of its own, which no search engine lists', () => {
    expect(stackAsPreview(row, drafts, preview)).toMatchObject({
      uuid: 'app0001-pr-7',
      connectToDockerNetwork: true,
      components: [
        {
          name: 'web',
          fqdn: 'http://7.a.example.com',
          noindexDomains: '7.a.example.com',
          imageOverride: null,
          isGzipEnabled: false,
        },
        { name: 'new', fqdn: null, noindexDomains: '', isGzipEnabled: true },
      ],
    });
  });

  it('with a network of its own joins no network of others', () => {
    const alone = { ...preview, hasOwnNetwork: true };
    expect(stackAsPreview(row, drafts, alone).connectToDockerNetwork).toBe(false);
  });

  it('is alone for a fork, or as its application says', () => {
    const application = {
      limitsMemory: '0',
      limitsCpus: '0',
      previewNetwork: 'environment',
      previewUrlTemplate: '{{pr_id}}.{{domain}}',
    };
    const isAlone = (previewNetwork: string, isFork: boolean) =>
      stackPreview({ ...application, previewNetwork }, { pullRequestId: 7, isFork, random: 'x' }, 'a')
        .hasOwnNetwork;
    expect(isAlone('environment', false)).toBe(false);
    expect(isAlone('environment', true)).toBe(true);
    expect(isAlone('own', false)).toBe(true);
  });
});
