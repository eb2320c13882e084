// npm run test:chaos -- [--seed N] [--minutes N] [--faults postgres,sshd,dockerd,proxy,gantry] [--dry-run]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { History, Violations } from './history';
import { chaosOptions } from './options';
import { run } from './run';
import { describeEvent, scheduleOf } from './schedule';
import { openStage } from './stage';

const options = chaosOptions(process.argv.slice(2));
const { seed, durationMs, faults, report } = options;
process.stdout.write(
  `Chaos: seed ${seed}, ${durationMs / 60_000} minutes, faults of ${faults.join(', ') || 'no kind'}.\n`,
);
if (options.dryRun) {
  for (const event of scheduleOf(options))
    process.stdout.write(`${(event.at / 1000).toFixed(3).padStart(9)} s  ${describeEvent(event)}\n`);
} else process.exit((await chaos()) ? 0 : 1); // limits that still wait must not hold it up

async function chaos(): Promise<boolean> {
  const history = new History();
  const violations = new Violations(history);
  const folder = join('/var/tmp', `gantry-chaos-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const stage = await openStage(folder, history, violations);
    try {
      await run(options, stage, history, violations);
    } finally {
      await stage.close();
    }
  } catch (error) {
    violations.failed(error);
  }
  return conclude(folder, history, violations);
}

/** Print the verdict; return whether every promise was kept. */
function conclude(folder: string, history: History, { found }: Violations): boolean {
  writeFileSync(join(folder, 'history.json'), JSON.stringify(history.entries, null, 1));
  if (report)
    writeFileSync(report, JSON.stringify({ passed: found.length === 0 ? 1 : 0, failed: found.length }));
  for (const { text, detail, from, to, count } of found) {
    const often = count > 1 ? ` (${count} times)` : '';
    process.stdout.write(`\n✗ ${text}${often}\n    ${detail}\n    around it:\n${history.around(from, to)}\n`);
  }
  const verdict = found.length === 0 ? 'Every promise was kept' : `${found.length} broken promises`;
  process.stdout.write(`\n${verdict} (seed ${seed}). Logs of the processes and the history: ${folder}\n`);
  return found.length === 0;
}
