import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endProcess } from '../commands/end-process';
import { errorMessage } from '../domain/error';
import { systemClock } from '../lib/clock';
import { createLogger } from '../lib/log';
import { verifyAuditTrail } from '../services/audit/verify';
import { createKeyForUser } from '../services/tokens/create-for-user';
import { parseTokenCreate, usage } from './arguments';
import { backup } from './backup';
import { checkCatalogueFolder } from './catalogue';
import { convertCommand } from './convert';
import { withDatabase } from './database';
import { examine } from './doctor';
import { migrateIdle } from './migrate';
import { restore } from './restore';
import { rekeySecrets } from './secrets';
import { upgradeInstallation } from './upgrade/command';

// Commands run beside a running server or without one, in the same environment. The bundle is one folder below the
// root.
const projectRoot = join(fileURLToPath(import.meta.url), '..', '..');

/** Run an operator command. @returns the exit code */
async function run(args: readonly string[]): Promise<number> {
  const [noun, verb, ...rest] = args;
  if (noun === 'token' && verb === 'create') return createToken(rest);
  if (noun === 'audit' && verb === 'verify') return verifyAudit();
  if (noun === 'backup') return backup(projectRoot, args.slice(1));
  if (noun === 'restore') return restore(projectRoot, args.slice(1));
  if (noun === 'migrate') return migrateIdle(projectRoot);
  if (noun === 'upgrade') return upgradeInstallation(args.slice(1));
  if (noun === 'rekey') return rekeySecrets(projectRoot);
  if (noun === 'catalogue' && verb === 'check') return checkCatalogueFolder(rest);
  if (noun === 'convert') return convertCommand(args.slice(1));
  if (noun === 'doctor') return doctor();
  process.stderr.write(usage);
  return noun === undefined || noun === 'help' || noun === '--help' ? 0 : 2;
}

async function createToken(args: readonly string[]): Promise<number> {
  const { form, ...key } = parseTokenCreate(args);
  const { token } = await withDatabase(projectRoot, (database, { logLevel }) =>
    createKeyForUser({ database, clock: systemClock, log: createLogger(logLevel, process.stderr) }, key),
  );
  process.stdout.write(`${token[form].reveal()}\n`);
  return 0;
}

async function verifyAudit(): Promise<number> {
  const { count, head, fault } = await withDatabase(projectRoot, verifyAuditTrail);
  if (fault) {
    process.stderr.write(`The audit trail is not intact. Row ${fault.seq}: ${fault.reason}.\n`);
    return 1;
  }
  process.stdout.write(
    `The audit trail is intact: ${count} rows. Its last row is ${head.seq}, ${head.hash}\n`,
  );
  return 0;
}

async function doctor(): Promise<number> {
  const findings = await examine(projectRoot);
  for (const { what, isGood, detail } of findings)
    process.stdout.write(`${isGood ? 'ok  ' : 'BAD '} ${what}: ${detail}\n`);
  return findings.every(({ isGood }) => isGood) ? 0 : 1;
}

/** Run an operator command and end this process. */
export function operate(args: readonly string[]): void {
  run(args).then(
    (code) => endProcess(code),
    (error: unknown) => {
      process.stderr.write(`${errorMessage(error)}\n`);
      return endProcess(1);
    },
  );
}
