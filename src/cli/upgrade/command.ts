import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, errorMessage } from '../../domain/error';
import { systemClock } from '../../lib/clock';
import { readEnv } from '../../lib/env';
import { systemdService } from './systemd-service';
import { upgrade } from './upgrade';
import { versionFolder } from './version-folder';

/** Paths of an installation made by `scripts/install.sh`. */
const layout = { link: '/opt/gantry/current', unit: 'gantry.service', program: '/usr/local/bin/gantry' };

/** Run `gantry upgrade --to FOLDER`, as root, on a machine set up by `scripts/install.sh`. @returns the exit code */
export async function upgradeInstallation(args: readonly string[]): Promise<number> {
  const folder = resolve(parseUpgrade(args));
  if (!existsSync(layout.link))
    throw new AppError(
      'precondition_failed',
      `${layout.link} does not exist: this machine was not set up with scripts/install.sh. See "Upgrade and backup" in the documentation.`,
    );
  const presentFolder = resolve(dirname(layout.link), readlinkSync(layout.link));
  const { host, port, dataDir } = readEnv();
  const backup = newBackup(resolve(dataDir));
  const versions = {
    present: versionFolder({ folder: presentFolder, program: layout.program, backup }),
    next: versionFolder({ folder, program: layout.program, backup }),
  };
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const service = systemdService({
    ...layout,
    folderOf: (version) => (version === versions.next ? folder : presentFolder),
    readyUrl: `http://${address}:${port}/api/ready`,
  });
  await upgrade({ ...versions, service, say: (line) => void process.stderr.write(`${line}\n`) });
  process.stdout.write(
    `Gantry ${versions.next.version} is running. The backup from before the upgrade is ${backup.file}; its passphrase is in ${backup.passphraseFile}.\n`,
  );
  return 0;
}

/** Parse the arguments of `gantry upgrade`. @throws AppError bad_request that names the argument */
export function parseUpgrade(args: readonly string[]): string {
  try {
    const { to } = parseArgs({ args: [...args], options: { to: { type: 'string' } } }).values;
    if (to) return to;
  } catch (cause) {
    throw new AppError(
      'bad_request',
      `${errorMessage(cause).replace(/\.$/, '')}. "gantry --help" shows all arguments.`,
    );
  }
  throw new AppError('bad_request', '--to FOLDER is missing. Set it to the built folder of the new version.');
}

/** Choose the file of a backup, and create its passphrase, which only the account of Gantry can read. */
function newBackup(dataDir: string): { file: string; passphraseFile: string } {
  const folder = join(dataDir, 'upgrades');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, gid } = statSync(dataDir); // the commands run as the owner of the data, this one as root
  chownSync(folder, uid, gid);
  const file = join(folder, `${systemClock.now().toISOString().replaceAll(':', '')}.age`);
  const passphraseFile = `${file}.passphrase`;
  writeFileSync(passphraseFile, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  chownSync(passphraseFile, uid, gid);
  return { file, passphraseFile };
}
