import type { DumpContents } from '../../domain/database/dump';
import { AppError } from '../../domain/error';
import type { ActionFunction } from '../step/context';
import { requireRunning } from './dumps';

/** Count what a database holds, and refuse a restore that differs from the dump (`deployment.md` D15.2). */
export const countRows: ActionFunction<'count-rows'> = async (action, context) => {
  const { key, command, expected, deadlineMs } = action;
  const { container } = await requireRunning(action.of, context);
  const { host, log, signal, secrets } = context;
  const { code, stdout, stderr } = await host.docker.exec(container, command.argv, {
    deadlineMs,
    env: command.env,
    secrets: [...secrets, ...Object.values(command.env)],
    signal,
  });
  const numbers = /^\s*(\d+)\s+(\d+)\s*$/.exec(stdout);
  if (code !== 0 || numbers === null) {
    const reason = (stderr.trim() || stdout.trim()).split('\n').at(-1)?.slice(0, 500);
    throw new AppError('unavailable', `The tables could not be counted (status ${code}): ${reason}`);
  }
  const counted = { tables: Number(numbers[1]), rows: Number(numbers[2]) };
  await log.info(`${counted.tables} tables with ${counted.rows} rows.`);
  if (expected !== null) requireExpected(counted, expected);
  return { counts: { [key]: counted } };
};

function requireExpected(counted: { tables: number; rows: number }, expected: DumpContents): void {
  for (const what of ['tables', 'rows'] as const) {
    const [least, most] = expected[what];
    if (counted[what] >= least && counted[what] <= most) continue;
    const wanted = least === most ? `${least}` : `between ${least} and ${most}`;
    throw new AppError(
      'conflict',
      `The restored copy has ${counted[what]} ${what}; the database had ${wanted} when the backup was made.`,
    );
  }
}
