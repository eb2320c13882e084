import { parseArgs } from 'node:util';
import { type FaultKind, faultKinds } from './schedule';

export interface ChaosOptions {
  seed: number;
  durationMs: number;
  faults: FaultKind[];
  /** Only print what would happen. */
  dryRun: boolean;
  /** Where the counts go that `npm test` reads. */
  report: string | null;
}

/** The run that `npm test` makes. */
const usual = { seed: 20, minutes: 3 };

/** What the command line asks for. @throws Error that says what is wrong */
export function chaosOptions(argv: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: 'string', default: String(usual.seed) },
      minutes: { type: 'string', default: String(usual.minutes) },
      faults: { type: 'string', default: faultKinds.join(',') },
      'dry-run': { type: 'boolean', default: false },
      report: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed > 2 ** 32 - 1)
    throw new Error(`--seed is a whole number from 0 to 4294967295, not ${values.seed}.`);
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 24 * 60))
    throw new Error(`--minutes is a number from 0 to 1440, not ${values.minutes}.`);
  return {
    seed,
    durationMs: minutes * 60_000,
    faults: values.faults
      .split(',')
      .filter((name) => name !== '')
      .map(faultKind),
    dryRun: values['dry-run'],
    report: values.report ?? null,
  };
}

function faultKind(name: string): FaultKind {
  const kind = faultKinds.find((each) => each === name);
  if (!kind) throw new Error(`--faults is a list of ${faultKinds.join(', ')}; there is no ${name}.`);
  return kind;
}
