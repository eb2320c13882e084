import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { copyProgram, layTexts } from '../../scripts/images/root-files.mjs';
import { digestOf, layersOf, packed } from '../../scripts/images.mjs';
import { type ProxyProgram, proxyImages } from '../../src/domain/proxy';
import { createAuthority, issueCertificate } from '../../src/lib/certificate';
import { ended } from '../gantry/deployment';
import { type Fixture, imageApplication, openFixture } from '../gantry/fixture';
import { traefikArchive } from '../lab/traefik-image';
import { Visitor } from './visitor';

const routedImage = 'gantry-test/routed:1';
const traefikBinary = process.env.TRAEFIK_BINARY;

/** The proxies that this machine can run: Caddy, and Traefik where `TRAEFIK_BINARY` names its program. */
export const availableProxies: readonly ProxyProgram[] = [
  'caddy',
  ...(traefikBinary ? ['traefik' as const] : []),
];

export const login = { username: 'ann', password: 'correct horse' };

/** Applications by name, with what differs in their settings. */
const applications = {
  plain: {
    domains: 'http://one.example,http://two.example,http://*.wild.example,http://paths.example',
    noindex_domains: 'http://two.example',
    is_gzip_enabled: false,
  },
  api: { domains: 'http://paths.example/api,http://own.wild.example' },
  deep: {
    domains: 'http://paths.example/api/deep,https://both.example',
    is_stripprefix_enabled: false,
    is_force_https_enabled: false,
  },
  secure: { domains: 'https://www.secure.example', redirect: 'www' },
  locked: {
    domains: 'http://locked.example',
    redirect: 'non-www',
    is_http_basic_auth_enabled: true,
    http_basic_auth_username: login.username,
    http_basic_auth_password: login.password,
  },
};

export interface Stage extends Fixture {
  visitor: Visitor;
  /** An application of two versions, at http://rolling.example. */
  rolling: string;
}

/** Deploy applications with every kind of route behind one proxy. */
export async function openStage(program: ProxyProgram): Promise<Stage> {
  const fixture = await openFixture(
    async (lab) => {
      const host = await lab.host('one');
      await host.loadImage(routedImage, routedArchive);
      if (program === 'traefik' && traefikBinary)
        await host.loadImage(proxyImages.traefik, () => traefikArchive(traefikBinary));
      return host;
    },
    undefined,
    program,
  );
  try {
    const visitor = new Visitor(fixture.host.ip, await uploadCertificate(fixture));
    const routed = await Promise.all(
      Object.entries(applications).map(([name, settings]) => routedApplication(fixture, name, settings)),
    );
    const rolling = await imageApplication(fixture, 'gantry-test/web:1', {
      domains: 'http://rolling.example',
    });
    await deployAll(fixture, [...routed, rolling]);
    return { ...fixture, visitor, rolling };
  } catch (error) {
    await fixture.close();
    throw error;
  }
}

/** Give the server a certificate for all names of https. @returns its authority */
async function uploadCertificate({ gantry, place }: Fixture): Promise<string> {
  const validity = { now: new Date(), days: 30 };
  const authority = await createAuthority('Routes', validity);
  const names = ['www.secure.example', 'secure.example', 'both.example'] as const;
  const { certificate, key } = await issueCertificate(authority, names, validity);
  await gantry.rest.post(`/servers/${place.server_uuid}/certificates`, {
    certificate,
    private_key: key.reveal(),
  });
  return authority.certificate;
}

async function routedApplication(fixture: Fixture, name: string, settings: object): Promise<string> {
  const uuid = await imageApplication(fixture, routedImage, settings);
  await fixture.gantry.rest.post(`/applications/${uuid}/envs`, { key: 'APPLICATION', value: name });
  return uuid;
}

async function deployAll({ gantry }: Fixture, uuids: readonly string[]): Promise<void> {
  const { deployments } = await gantry.rest.post(`/deploy?uuid=${uuids.join(',')}`);
  for (const { deployment_uuid } of deployments) {
    const { status, reason, text } = await ended(gantry, deployment_uuid);
    if (status !== 'finished') throw new Error(`${status}: ${reason}\n${text}`);
  }
}

/** The archive of the image with `application.ts` and this machine's Node.js. */
async function routedArchive(): Promise<string> {
  const source = fileURLToPath(new URL('application.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  const program = outputFiles[0]?.text ?? '';
  const node = process.execPath;
  const layers = [
    { key: digestOf([node, process.version]), lay: (root: string) => copyProgram('/', root, node) },
    { key: digestOf([program]), lay: (root: string) => layTexts(root, { 'application.mjs': program }) },
  ];
  return packed(routedImage, [...(await layersOf('busybox:stable')), ...layers], {
    Env: ['PATH=/usr/sbin:/usr/bin:/sbin:/bin'],
    Cmd: [node, '/application.mjs'],
    ExposedPorts: { '8080/tcp': {} },
  });
}
