import { createAuthority, issueCertificate } from '../../lib/certificate';
import { newUuid } from '../../lib/random';
import { generateSshKey } from '../../lib/ssh-key';
import { sealContent } from '../../services/proxy-configurations/stored';
import { type Kind, missing } from './kind.testing';
import type { Person, World } from './world.testing';

/** Number of addresses in use: every server of a test needs another one. */
let addresses = 0;

export const project: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/projects', { name: 'Project' })).uuid ?? '',
};

export const privateKey: Kind = {
  missing,
  async make(world, by) {
    const body = { name: 'Key', private_key: generateSshKey().privateKey.reveal() };
    return (await world.made(by, '/security/keys', body)).uuid ?? '';
  },
};

/** One key for all servers of an organization: creating it takes longer than the rest of a server. */
const serverKeys = new WeakMap<World, Map<string, Promise<string>>>();

function serverKey(world: World, by: Person): Promise<string> {
  const keys = serverKeys.get(world) ?? new Map<string, Promise<string>>();
  serverKeys.set(world, keys);
  const key = keys.get(by.organizationId) ?? privateKey.make(world, by, {});
  keys.set(by.organizationId, key);
  return key;
}

export const server: Kind = {
  missing,
  async make(world, by) {
    const ip = `8.8.${addresses >> 8}.${addresses++ & 255}`;
    const body = { name: 'Server', ip, private_key_uuid: await serverKey(world, by) };
    const { uuid = '' } = await world.made(by, '/servers', body);
    const data = { state: 'usable', hostKey: 'pinned' } as const;
    await world.server.database.unscoped.server.update({ where: { uuid }, data });
    return uuid;
  },
};

export const environment: Kind = {
  missing,
  async make(world, by, parents) {
    const uuid = parents.uuid ?? (await project.make(world, by, {}));
    return (await world.made(by, `/projects/${uuid}/environments`, { name: `e${newUuid()}` })).uuid ?? '';
  },
};

export const destination: Kind = {
  missing,
  async make(world, by) {
    const { unscoped: db } = world.server.database;
    const uuid = await server.make(world, by, {});
    return (await db.destination.findFirstOrThrow({ where: { server: { uuid } } })).uuid;
  },
};

/** An additional destination of the application in the path. */
export const additionalDestination: Kind = {
  missing,
  async make(world, by, { uuid }) {
    const destination_uuid = await destination.make(world, by, {});
    await world.made(by, `/applications/${uuid}/destinations`, { destination_uuid });
    return destination_uuid;
  },
};

export const s3Storage: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/s3-storages', s3StorageBody())).uuid ?? '',
};

export const catalogue: Kind = {
  missing,
  make: async (world, by) => (await world.made(by, '/catalogues', catalogueBody())).uuid ?? '',
};

/** Make the body of a catalogue at a host that does not exist. */
export function catalogueBody() {
  return { name: `c-${newUuid()}`, url: 'https://git.invalid/a/b', format: 'coolify' };
}

export function s3StorageBody(key = 'key', secret = 'secret') {
  const endpoint = 'https://s3.invalid'; // a name that resolves nowhere
  return { name: 'S3', endpoint, bucket: 'backups', region: 'us-east-1', key, secret };
}

export const cloudToken: Kind = {
  missing,
  async make(world, by) {
    const body = { provider: 'hetzner', name: 'Token', token: 'token' };
    return (await world.made(by, '/cloud-tokens', body)).uuid ?? '';
  },
};

export const cloudInitScript: Kind = {
  missing,
  async make(world, by) {
    const body = { name: 'Script', script: '#!/bin/sh' };
    return (await world.made(by, '/cloud-init-scripts', body)).uuid ?? '';
  },
};

export const template: Kind = {
  missing,
  isShared: 'Gantry brings the same templates for everyone',
  make: async () => 'uptime-kuma',
};

/** A document of a project that does not exist yet. */
export const configurationText =
  'version: 1\nproject: {name: From a document}\nenvironments: {production: {}}\n';

export const configurationPlan: Kind = {
  missing,
  make: async (world, by) =>
    (await world.made(by, '/plans/configuration', { document: configurationText })).plan_id ?? '',
};

/** Make the body of a chain of one certificate, with its key. */
export async function certificateBody() {
  const { certificate, key } = await createAuthority('Walk', { now: new Date(), days: 1 });
  const issued = await issueCertificate({ certificate, key }, [`${newUuid()}.example`], {
    now: new Date(),
    days: 1,
  });
  return { certificate: issued.certificate, private_key: issued.key.reveal() };
}

/** Get a server without a machine, with a proxy. An earlier call may have removed the server or its proxy. */
async function withProxy(world: World, by: Person, uuid: string | undefined): Promise<string> {
  const { server: table } = world.server.database.unscoped;
  const known = uuid === undefined ? null : await table.findUnique({ where: { uuid } });
  const of = known?.uuid ?? (await server.make(world, by, {}));
  await table.update({ where: { uuid: of }, data: { proxyKind: 'caddy' } });
  return of;
}

export const certificate: Kind = {
  missing,
  async make(world, by, { uuid }) {
    const of = await withProxy(world, by, uuid);
    return (await world.made(by, `/servers/${of}/certificates`, await certificateBody())).uuid ?? '';
  },
};

/** Make a body with names that no server has yet, and a token. */
export async function dnsCertificateBody(world: World, by: Person) {
  return { names: [`${newUuid()}.example.com`], cloud_token_uuid: await cloudToken.make(world, by, {}) };
}

export const dnsCertificate: Kind = {
  missing,
  async make(world, by, { uuid }) {
    const of = await withProxy(world, by, uuid);
    const body = await dnsCertificateBody(world, by);
    return (await world.made(by, `/servers/${of}/dns-certificates`, body)).uuid ?? '';
  },
};

/** Proxy configuration, stored as if the proxy had accepted it, because there is no machine. */
export const proxyConfiguration: Kind = {
  missing,
  make: (world, by, { uuid }) => writeConfiguration(world, by, uuid, 'gantry_http: {idle_timeout: 5m}'),
};

/** Store a text as the saved configuration of a server's proxy. @returns the uuid of the entry */
export async function writeConfiguration(
  { server: { database } }: World,
  { organizationId, userId }: Person,
  serverUuid: string | undefined,
  text: string,
): Promise<string> {
  const { id: serverId } = await database.unscoped.server.findUniqueOrThrow({ where: { uuid: serverUuid } });
  const uuid = newUuid();
  const contentSealed = sealContent(database.sealer, text);
  await database.unscoped.proxyConfiguration.create({
    data: { uuid, organizationId, serverId, userId, contentSealed },
  });
  return uuid;
}
