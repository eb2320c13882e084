import { readFile } from 'node:fs/promises';
import { idOf, pick } from '../connection/find';
import { openSession } from '../connection/session';
import type { Row } from '../output/print';
import { readSettings } from '../settings';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { created, placeOf, type WorkloadFlags } from './created';
import { kinds } from './kinds';

export interface ApplicationFlags extends WorkloadFlags {
  readonly image?: string;
  readonly git?: string;
  readonly branch?: string;
  readonly buildPack?: 'nixpacks' | 'railpack' | 'buildpacks' | 'static' | 'dockerfile' | 'dockercompose';
  readonly key?: string;
  readonly dockerfile?: string;
  readonly domain?: string;
  readonly ports?: string;
  readonly composeLocation?: string;
  readonly serviceDomain?: readonly string[];
  readonly ignoreUnknownKeys?: boolean;
}

export async function createApplication(
  this: Terminal,
  flags: ApplicationFlags,
  name: string,
): Promise<void> {
  const { image, git, dockerfile } = flags;
  if ([image, git, dockerfile].filter((each) => each !== undefined).length !== 1)
    throw new WrongUse('Specify the source of the application: one of --image, --git and --dockerfile.');
  const ofFile = composeSettings(flags);
  const session = await openSession(this, flags);
  const { application } = session.client;
  const all = {
    ...(await placeOf(session, flags)),
    name,
    domains: flags.domain,
    ports_exposes: flags.ports,
    ...ofFile,
    ...readSettings(flags.set),
  };
  if (image !== undefined)
    return created(this, flags, await application.createDockerImage.mutate({ ...all, ...imageParts(image) }));
  if (dockerfile !== undefined) {
    const text = await readFile(dockerfile);
    return created(
      this,
      flags,
      await application.createDockerfile.mutate({ ...all, dockerfile: text.toString('base64') }),
    );
  }
  const source = {
    git_repository: git ?? '',
    git_branch: flags.branch ?? 'main',
    build_pack: flags.buildPack ?? 'nixpacks',
  };
  if (!flags.key) return created(this, flags, await application.createPublic.mutate({ ...all, ...source }));
  const key = pick('key', await kinds.keys.list(session), flags.key);
  const input = { ...all, ...source, private_key_uuid: idOf(key) };
  created(this, flags, await application.createPrivateDeployKey.mutate(input));
}

/** Get the settings from the flags of a compose file. @throws WrongUse if the build pack is another one */
function composeSettings({
  buildPack,
  composeLocation,
  serviceDomain,
  ignoreUnknownKeys,
}: ApplicationFlags): Row {
  const given = {
    docker_compose_location: composeLocation,
    docker_compose_domains: serviceDomain?.map(domainOfService),
    ignore_unknown_keys: ignoreUnknownKeys,
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  if (said.length > 0 && buildPack !== 'dockercompose')
    throw new WrongUse(
      '--compose-location, --service-domain and --ignore-unknown-keys require --build-pack dockercompose.',
    );
  return Object.fromEntries(said);
}

/** Parse the domain of a service: `web=https://shop.example.com`. */
function domainOfService(pair: string): { name: string; domain: string } {
  const mark = pair.indexOf('=');
  if (mark < 1)
    throw new WrongUse(`--service-domain ${pair} has no address. Write --service-domain SERVICE=URL.`);
  return { name: pair.slice(0, mark), domain: pair.slice(mark + 1) };
}

/** Split `registry:5000/name:tag` into name and tag. */
function imageParts(image: string) {
  const mark = image.indexOf(':', image.lastIndexOf('/') + 1);
  return mark === -1
    ? { docker_registry_image_name: image }
    : { docker_registry_image_name: image.slice(0, mark), docker_registry_image_tag: image.slice(mark + 1) };
}
