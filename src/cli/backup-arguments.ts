import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AppError, errorMessage } from '../domain/error';
import { Secret } from '../domain/secret';
import type { AgeKey, AgeLock } from '../lib/age-file';

const minPassphraseLength = 12;

export interface BackupArguments {
  file: string;
  lock: AgeLock;
}

/** Parse the arguments of `gantry backup`. @throws AppError bad_request that names the argument */
export function parseBackup(args: readonly string[]): BackupArguments {
  const { values } = parse(() =>
    parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        recipient: { type: 'string', multiple: true },
        'passphrase-file': { type: 'string' },
      },
    }),
  );
  const { recipient: recipients = [], 'passphrase-file': passphraseFile } = values;
  const file = required(values.out, '--out');
  if (recipients.length > 0 === (passphraseFile !== undefined))
    throw wrong('Use either --recipient age1… or --passphrase-file FILE');
  if (passphraseFile === undefined) return { file, lock: { recipients } };
  const passphrase = passphraseIn(passphraseFile);
  if (passphrase.reveal().length < minPassphraseLength)
    throw wrong(`The passphrase in ${passphraseFile} must have at least ${minPassphraseLength} characters`);
  return { file, lock: { passphrase } };
}

export interface RestoreArguments {
  file: string;
  key: AgeKey;
  /** Whether to restore into an installation that is in use. */
  overwrites: boolean;
  /** Whether to drop all tables first, of whichever version. */
  recreates: boolean;
  /** Whether to print the secrets of the backup and restore nothing. */
  showsSecrets: boolean;
}

/** Parse the arguments of `gantry restore`. @throws AppError bad_request that names the argument */
export function parseRestore(args: readonly string[]): RestoreArguments {
  const { values } = parse(() =>
    parseArgs({
      args: [...args],
      options: {
        in: { type: 'string' },
        identity: { type: 'string' },
        'passphrase-file': { type: 'string' },
        force: { type: 'boolean', default: false },
        recreate: { type: 'boolean', default: false },
        'show-secrets': { type: 'boolean', default: false },
      },
    }),
  );
  const {
    identity,
    'passphrase-file': passphraseFile,
    force,
    recreate,
    'show-secrets': showsSecrets,
  } = values;
  if (recreate && !force) throw wrong('--recreate drops every table. Use it together with --force');
  const rest = { file: required(values.in, '--in'), overwrites: force, recreates: recreate, showsSecrets };
  if (identity !== undefined && passphraseFile === undefined)
    return { ...rest, key: { identities: identitiesIn(identity) } };
  if (passphraseFile !== undefined && identity === undefined)
    return { ...rest, key: { passphrase: passphraseIn(passphraseFile) } };
  throw wrong('Use either --identity FILE or --passphrase-file FILE');
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw wrong(errorMessage(cause).replace(/\.$/, ''));
  }
}

function required(value: string | undefined, name: string): string {
  if (!value) throw wrong(`${name} FILE is missing`);
  return value;
}

/** Read the passphrase in the first line of a file. */
function passphraseIn(file: string): Secret {
  const [passphrase = ''] = textIn(file).split(/\r?\n/);
  if (passphrase === '') throw wrong(`${file} is empty: its first line is the passphrase`);
  return new Secret(passphrase);
}

/** Read the identities in a file as `age-keygen` writes it: comments, and one identity per line. */
function identitiesIn(file: string): Secret[] {
  const identities = textIn(file)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identities.length === 0) throw wrong(`${file} contains no identity (AGE-SECRET-KEY-1…)`);
  return identities.map((line) => new Secret(line));
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw wrong(`${file} cannot be read: ${errorMessage(cause)}`);
  }
}

function wrong(reason: string): AppError {
  return new AppError('bad_request', `${reason}. "gantry --help" shows all arguments.`);
}
