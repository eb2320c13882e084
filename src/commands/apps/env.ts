import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import type { Client } from '../../client/client-type';
import type { OutputOf } from '../../client/types';
import type { Session } from '../connection/session';
import type { JsonFlags } from '../flags';
import { printRows } from '../output/print';
import type { Terminal } from '../terminal';
import { NotFound, WrongUse } from '../wrong-use';
import { type AppFlags, findApplication } from './find';

export interface EnvFlags extends AppFlags {
  readonly preview?: boolean;
}

export interface SetFlags extends EnvFlags {
  /** Whether previews of forks get the variables; unchanged if absent. */
  readonly forks?: boolean;
}

type Variable = OutputOf<Client['application']['listEnvs']>[number];

async function variablesOf(
  session: Session,
  uuid: string,
  { preview = false }: EnvFlags,
): Promise<Variable[]> {
  const all = await session.client.application.listEnvs.query({ uuid });
  return all.filter(({ is_preview }) => is_preview === preview);
}

/** `apps env list`: print names only, unless `--json` requests the values. */
export async function listVariables(
  this: Terminal,
  flags: EnvFlags & JsonFlags,
  app?: string,
): Promise<void> {
  const { session, uuid } = await findApplication(this, flags, app);
  const rows = await variablesOf(session, uuid, flags);
  const ofPreviews = flags.preview ? (['is_shareable'] as const) : [];
  const columns = ['key', 'is_buildtime', 'is_runtime', ...ofPreviews, 'comment', 'updated_at'] as const;
  printRows(this, rows, columns, flags.json);
}

/** `apps env get KEY`: print only the value. */
export async function getVariable(this: Terminal, flags: EnvFlags, key: string): Promise<void> {
  const { session, uuid } = await findApplication(this, flags);
  const found = (await variablesOf(session, uuid, flags)).find((each) => each.key === key);
  if (!found) throw new NotFound(`There is no variable ${key}.`);
  const value = found.real_value ?? found.value;
  if (value === undefined)
    throw new Error(
      `The value of ${key} is hidden from this token. Use one with the ability read:sensitive.`,
    );
  this.process.stdout.write(`${value}\n`);
}

/**
 * `apps env set KEY=VALUE…`: set variables. A value of `-` is read from standard input, where no process list shows it.
 */
export async function setVariables(this: Terminal, flags: SetFlags, ...pairs: string[]): Promise<void> {
  if (flags.forks !== undefined && !flags.preview)
    throw new WrongUse('Previews of forks get no production variables. Add --preview.');
  const values = new Map<string, string>();
  for (const pair of pairs) {
    const mark = pair.indexOf('=');
    if (mark < 1)
      throw new WrongUse(
        `${pair} has no value. Write KEY=VALUE, or KEY=- and pass the value on standard input.`,
      );
    const value = pair.slice(mark + 1);
    values.set(pair.slice(0, mark), value === '-' ? (await this.input()).replace(/\n$/, '') : value);
  }
  const { session, uuid } = await findApplication(this, flags);
  await write(session, uuid, flags, values);
  this.process.stderr.write(
    `Set ${[...values.keys()].join(', ')}. It takes effect with the next deployment.\n`,
  );
}

/** `apps env unset KEY…`: delete variables. */
export async function unsetVariables(this: Terminal, flags: EnvFlags, ...keys: string[]): Promise<void> {
  const { session, uuid } = await findApplication(this, flags);
  const all = await variablesOf(session, uuid, flags);
  const found = keys.map((key) => all.find((each) => each.key === key) ?? missing(key));
  for (const { uuid: env_uuid } of found)
    await session.client.application.deleteEnv.mutate({ uuid, env_uuid });
  this.process.stderr.write(`Removed ${keys.join(', ')}. It takes effect with the next deployment.\n`);
}

function missing(key: string): never {
  throw new NotFound(`There is no variable ${key}. Nothing was removed.`);
}

/** `apps env import FILE`: set the variables in a file of `KEY=value` lines, and remove none. */
export async function importVariables(this: Terminal, flags: EnvFlags, file: string): Promise<void> {
  const values = await readVariables(this, file);
  const { session, uuid } = await findApplication(this, flags);
  await write(session, uuid, flags, values);
  this.process.stderr.write(`Set ${values.size} variables. They take effect with the next deployment.\n`);
}

/** `apps env diff FILE`: print what an import would change, and exit with 1 if there is something. */
export async function diffVariables(this: Terminal, flags: EnvFlags, file: string): Promise<void> {
  const values = await readVariables(this, file);
  const { session, uuid } = await findApplication(this, flags);
  const present = new Map((await variablesOf(session, uuid, flags)).map((each) => [each.key, each]));
  const lines = [...values].flatMap(([key, value]) => {
    const known = present.get(key);
    if (!known) return [`+ ${key}`];
    const held = known.real_value ?? known.value;
    if (held === undefined) return [`? ${key} (its value is hidden from this token)`];
    return held === value ? [] : [`~ ${key}`];
  });
  const more = [...present.keys()]
    .filter((key) => !values.has(key))
    .map((key) => `- ${key} (an import keeps it)`);
  const all = [...lines, ...more].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
  for (const line of all) this.process.stdout.write(`${line}\n`);
  if (all.length > 0) this.process.exitCode = 1;
}

async function readVariables(terminal: Terminal, file: string): Promise<Map<string, string>> {
  const text = file === '-' ? await terminal.input() : await readFile(file, 'utf8');
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(parseEnv(text))) if (value !== undefined) values.set(key, value);
  if (values.size === 0) throw new WrongUse(`${file} has no KEY=value lines.`);
  return values;
}

async function write(
  session: Session,
  uuid: string,
  { preview = false, forks }: SetFlags,
  values: ReadonlyMap<string, string>,
): Promise<void> {
  const data = [...values].map(([key, value]) => ({
    key,
    value,
    is_preview: preview,
    ...(forks === undefined ? {} : { is_shareable: forks }),
    is_multiline: value.includes('\n'),
  }));
  await session.client.application.bulkUpdateEnvs.mutate({ uuid, data });
}
