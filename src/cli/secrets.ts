import { systemClock } from '../lib/clock';
import { createLogger } from '../lib/log';
import { rekey } from '../services/installation/rekey';
import { withDatabase } from './database';

/** `gantry rekey`. Progress goes to standard error. @returns the exit code */
export async function rekeySecrets(projectRoot: string): Promise<number> {
  const { resealed, damaged } = await withDatabase(projectRoot, (database, { logLevel }) =>
    rekey({ database, clock: systemClock, log: createLogger(logLevel, process.stderr) }, (count) => {
      process.stderr.write(`${count} secrets sealed with the newest key\n`);
    }),
  );
  process.stdout.write(
    damaged === 0
      ? `Every stored secret is sealed with GANTRY_SECRET_KEY now (${resealed} were not). No earlier key opens anything any more; "gantry audit verify" still needs them for the rows that they sealed.\n`
      : `${resealed} secrets were sealed with GANTRY_SECRET_KEY. ${damaged} could not be opened by any key: they are damaged. Set these values again ("gantry doctor" says where they are) before you remove an earlier key.\n`,
  );
  return damaged === 0 ? 0 : 1;
}
