import { parseArgs } from 'node:util';
import { AppError } from '../domain/error';
import { type Ability, abilities, abilityAliases } from '../domain/permission/ability';

export const tokenForms = ['gantry', 'coolify', 'coder'] as const;
export type TokenForm = (typeof tokenForms)[number];

export interface TokenCreateArguments {
  email: string;
  name: string;
  abilities: Ability[];
  form: TokenForm;
  expiresInDays: number | null;
}

export const usage = `Usage:
  gantry token create --user EMAIL --name NAME --abilities ABILITY[,ABILITY…]
                      [--format gantry|coolify|coder] [--expires-in-days N]
      Prints a new API token for this user, and nothing else.
      Abilities: ${abilities.join(', ')}. Without --expires-in-days it does not expire.
  gantry audit verify
      Finds the first row of the audit trail that was changed, removed, inserted or moved. Exits with 1 if there is one.
  gantry backup --out FILE (--recipient age1… | --passphrase-file FILE)
      Writes the database and secrets to one file encrypted with age. Works while Gantry is running. With several
      --recipient, each can open it. The passphrase is the first line of its file.
  gantry restore --in FILE (--identity FILE | --passphrase-file FILE) [--force [--recreate]] [--show-secrets]
      Restores such a file into an empty database while Gantry is stopped. --force replaces the contents of a database
      in use. --recreate also drops its tables first, for example those of a newer version. --show-secrets only prints
      the secrets in the backup.
  gantry migrate
      Migrates the database to this version while Gantry is stopped, as starting it would.
  gantry upgrade --to FOLDER
      Upgrades an installation made with scripts/install.sh to the version in FOLDER: stop, back up, migrate, start,
      check readiness. Run it as root. If a step fails, the version and the database are left unchanged.
  gantry rekey
      Re-encrypts every stored secret with GANTRY_SECRET_KEY, so that earlier keys (GANTRY_SECRET_KEYS_OLD) can be
      removed. A running Gantry must already know the new key. It can be interrupted and run again.
  gantry catalogue check FOLDER
      Reads a catalogue of templates in either format and reports on each template.
  gantry convert docker run [OPTIONS] IMAGE [COMMAND]
      Converts a docker run command to a compose file.
  gantry doctor
      Checks this installation for problems.
`;

/** Parse the arguments of `gantry token create`. @throws AppError bad_request that names the argument */
export function parseTokenCreate(args: readonly string[]): TokenCreateArguments {
  const values = parse(args);
  const form = tokenForms.find((each) => each === values.format);
  if (!form) throw wrong(`--format must be one of ${tokenForms.join(', ')}`);
  return {
    email: required(values.user, '--user').toLowerCase(),
    name: required(values.name, '--name'),
    abilities: required(values.abilities, '--abilities').split(',').map(abilityOf),
    form,
    expiresInDays: values['expires-in-days'] === undefined ? null : positive(values['expires-in-days']),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        user: { type: 'string' },
        name: { type: 'string' },
        abilities: { type: 'string' },
        format: { type: 'string', default: 'gantry' },
        'expires-in-days': { type: 'string' },
      },
    }).values;
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : 'unknown argument');
  }
}

function required(value: string | undefined, name: string): string {
  if (!value) throw wrong(`${name} is missing`);
  return value;
}

function abilityOf(text: string): Ability {
  const ability = abilities.find((each) => each === text.trim()) ?? abilityAliases[text.trim()];
  if (!ability)
    throw wrong(`unknown ability "${text}" in --abilities. Abilities are ${abilities.join(', ')}`);
  return ability;
}

function positive(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw wrong('--expires-in-days must be a whole number from 1 to 3650');
  return days;
}

function wrong(reason: string): AppError {
  return new AppError('bad_request', `${reason}.\n\n${usage}`);
}
