import { readFile } from 'node:fs/promises';
import { idOf, pick } from '../connection/find';
import { openSession, type PlaceFlags, type Session } from '../connection/session';
import type { databaseTypes } from '../database-types';
import type { JsonFlags, SetFlags } from '../flags';
import { printObject, type Row } from '../output/print';
import { readSettings } from '../settings';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { kinds } from './kinds';

export type CreateFlags = PlaceFlags & JsonFlags & SetFlags;

/** Print what was created: its id alone for programs and eyes, or JSON. */
function created(terminal: Terminal, flags: JsonFlags, answer: Row & { uuid?: string; id?: string }): void {
  if (flags.json !== undefined) printObject(terminal, answer, flags.json);
  else terminal.process.stdout.write(`${idOf({ name: '', ...answer })}\n`);
}

export async function createProject(
  this: Terminal,
  flags: CreateFlags & { description?: string },
  name: string,
): Promise<void> {
  const { client } = await openSession(this, flags);
  const { description } = flags;
  created(this, flags, await client.project.create.mutate({ name, description, ...readSettings(flags.set) }));
}

export interface ServerFlags extends CreateFlags {
  readonly ip: string;
  readonly key: string;
  readonly user?: string;
  readonly port?: number;
  readonly validate?: boolean;
}

export async function createServer(this: Terminal, flags: ServerFlags, name: string): Promise<void> {
  const session = await openSession(this, flags);
  const key = pick('key', await kinds.keys.list(session), flags.key);
  const answer = await session.client.server.create.mutate({
    name,
    ip: flags.ip,
    user: flags.user,
    port: flags.port,
    private_key_uuid: idOf(key),
    instant_validate: flags.validate,
    ...readSettings(flags.set),
  });
  created(this, flags, answer);
}

export interface KeyFlags extends CreateFlags {
  readonly file?: string;
  readonly generate?: boolean;
}

export async function createKey(this: Terminal, flags: KeyFlags, name: string): Promise<void> {
  const { client } = await openSession(this, flags);
  const settings = readSettings(flags.set);
  if (flags.generate) {
    const answer = await client.privateKey.generate.mutate({ name, ...settings });
    created(this, flags, answer);
    if (answer.public_key && flags.json === undefined)
      this.process.stderr.write(
        `Add this line to ~/.ssh/authorized_keys on the server:\n${answer.public_key}\n`,
      );
    return;
  }
  const private_key = flags.file ? await readFile(flags.file, 'utf8') : await this.input();
  if (!private_key.trim())
    throw new WrongUse('The key is missing. Use --generate, --file FILE, or standard input.');
  created(this, flags, await client.privateKey.create.mutate({ name, private_key, ...settings }));
}

export interface TokenFlags extends CreateFlags {
  readonly abilities?: readonly string[];
  readonly expiresInDays?: number;
}

/** Prints the token and nothing else: it is shown this once. */
export async function createToken(this: Terminal, flags: TokenFlags, name: string): Promise<void> {
  const { client } = await openSession(this, flags);
  const days = [7, 30, 60, 90, 365] as const;
  const expires_in_days = days.find((each) => each === flags.expiresInDays);
  if (flags.expiresInDays !== undefined && expires_in_days === undefined)
    throw new WrongUse(`--expires-in-days must be one of ${days.join(', ')}.`);
  const answer = await client.apiKey.create.mutate({
    name,
    ...(flags.abilities && { abilities: [...flags.abilities] }),
    expires_in_days,
    ...readSettings(flags.set),
  });
  if (flags.json !== undefined) printObject(this, answer, flags.json);
  else this.process.stdout.write(`${answer.token}\n`);
}

export interface WorkloadFlags extends CreateFlags {
  readonly server?: string;
}

/** The members of a request that say where a new workload goes. */
async function placeOf(session: Session, flags: WorkloadFlags) {
  const { project, env } = session.place;
  const server = flags.server ?? session.place.server;
  if (!project) throw new WrongUse('The project is missing. Use --project NAME or .gantry.toml.');
  if (!server) throw new WrongUse('The server is missing. Use --server NAME or .gantry.toml.');
  const [projects, servers] = await Promise.all([kinds.projects.list(session), kinds.servers.list(session)]);
  return {
    project_uuid: idOf(pick('project', projects, project)),
    server_uuid: idOf(pick('server', servers, server)),
    environment_name: env ?? 'production',
  };
}

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

/** What the flags of a compose file say. @throws WrongUse where there is none */
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

/** `web=https://shop.example.com`. */
function domainOfService(pair: string): { name: string; domain: string } {
  const mark = pair.indexOf('=');
  if (mark < 1)
    throw new WrongUse(`--service-domain ${pair} has no address. Write --service-domain SERVICE=URL.`);
  return { name: pair.slice(0, mark), domain: pair.slice(mark + 1) };
}

/** Name and tag of `registry:5000/name:tag`. */
function imageParts(image: string) {
  const mark = image.indexOf(':', image.lastIndexOf('/') + 1);
  return mark === -1
    ? { docker_registry_image_name: image }
    : { docker_registry_image_name: image.slice(0, mark), docker_registry_image_tag: image.slice(mark + 1) };
}

export interface DatabaseFlags extends WorkloadFlags {
  readonly type: (typeof databaseTypes)[number];
  readonly start?: boolean;
}

export async function createDatabase(this: Terminal, flags: DatabaseFlags, name: string): Promise<void> {
  const session = await openSession(this, flags);
  const { database } = session.client;
  const create = {
    postgresql: database.createPostgresql,
    mysql: database.createMysql,
    mariadb: database.createMariadb,
    mongodb: database.createMongodb,
    redis: database.createRedis,
    keydb: database.createKeydb,
    dragonfly: database.createDragonfly,
    clickhouse: database.createClickhouse,
  }[flags.type];
  const input = { ...(await placeOf(session, flags)), name, instant_deploy: flags.start };
  created(this, flags, await create.mutate({ ...input, ...readSettings(flags.set) }));
}

export interface ServiceFlags extends WorkloadFlags {
  readonly template?: string;
  readonly compose?: string;
  readonly ignoreUnknownKeys?: boolean;
  readonly start?: boolean;
}

export async function createService(this: Terminal, flags: ServiceFlags, name: string): Promise<void> {
  const { template, compose } = flags;
  if ((template === undefined) === (compose === undefined))
    throw new WrongUse('Specify the source of the service: --template NAME or --compose FILE.');
  const session = await openSession(this, flags);
  const answer = await session.client.stack.create.mutate({
    ...(await placeOf(session, flags)),
    name,
    instant_deploy: flags.start,
    ignore_unknown_keys: flags.ignoreUnknownKeys,
    ...(compose === undefined
      ? { type: template }
      : { docker_compose_raw: (await readFile(compose)).toString('base64') }),
    ...readSettings(flags.set),
  });
  created(this, flags, answer);
}
