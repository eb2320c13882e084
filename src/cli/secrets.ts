import { systemClock } from '../lib/clock';
import { createLogger } from '../lib/log';
import { rekey } from '../services/installation/rekey';
import { withDatabase } from './database';

/** Run `gantry rekey`. Progress goes to standard error. @returns the exit code */
export async function rekeySecrets(projectRoot: string): Promise<number> {
  const { resealed, damaged } = await withDatabase(projectRoot, (database, { logLevel }) =>
    rekey({ database, clock: systemClock, log: createLogger(logLevel, process.stderr) }, (count) => {
      process.stderr.write(`${count} secrets encrypted with the newest key\n`);
    }),
  );
  process.stdout.write(
    damaged === 0
      ? `Every stored secret is now encrypted with GANTRY_SECRET_KEY (${resealed} were re-encrypted). Earlier keys are only needed by "gantry audit verify", for the rows they sealed.\n`
      : `${resealed} secrets were re-encrypted with GANTRY_SECRET_KEY. ${damaged} are damaged: no key could decrypt them. Set these values again ("gantry doctor" shows where they are) before you remove an earlier key.\n`,
  );
  return damaged === 0 ? 0 : 1;
}
