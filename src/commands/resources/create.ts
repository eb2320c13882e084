import { readFile } from 'node:fs/promises';
import { idOf, pick } from '../connection/find';
import { openSession } from '../connection/session';
import type { databaseTypes } from '../database-types';
import { printObject } from '../output/print';
import { readSettings } from '../settings';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { type CreateFlags, created, placeOf, type WorkloadFlags } from './created';
import { kinds } from './kinds';

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

/** Create a token and print nothing else: it is shown only once. */
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
