// Numbered progress: each step is announced, then ticked with what it did and how long it took.
import process from 'node:process';

const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
export const bold = paint('1');
export const dim = paint('2');
export const green = paint('32');
export const red = paint('31');

/** A step failed; what was wrong has been printed. */
export class StepFailed extends Error {}

/**
 * Return a function that runs one step: `await step('Install npm packages', async (say) => 'already there')`.
 * The work may call `say` with a line that belongs to it; a text it returns, or the `note` of what it
 * returns, is shown beside the tick.
 */
export function numberedSteps(total) {
  let number = 0;
  return async (title, work) => {
    number += 1;
    const label = `${dim(`[${number}/${total}]`)} ${title}`;
    const started = Date.now();
    write(`${label} …\n`);
    try {
      const result = await work((line) => write(`      ${dim(line)}\n`));
      const note = typeof result === 'string' ? result : result?.note;
      write(
        `      ${green('✓')} ${dim([duration(Date.now() - started), note].filter(Boolean).join(', '))}\n`,
      );
      return result;
    } catch (error) {
      write(
        `      ${red('✗')} ${bold(`${title} failed`)} ${dim(`after ${duration(Date.now() - started)}`)}\n`,
      );
      write(`${indented(error.message)}\n`);
      throw new StepFailed(title, { cause: error });
    }
  };
}

export const duration = (ms) =>
  ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;

/** Run a program's main part and turn its failure into an exit code, without a stack for what was reported. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StepFailed)) process.stderr.write(`${error.stack ?? error}\n`);
    process.exitCode = 1;
  }
}

const write = (text) => process.stdout.write(text);
const indented = (text) => text.replace(/^/gm, '      ');
