import { askLine } from './ask';
import type { Terminal } from './terminal';
import { WrongUse } from './wrong-use';

/** Let the user confirm by typing the name of what is removed; scripts use `--yes`. */
export async function confirm(terminal: Terminal, loss: string, name: string): Promise<void> {
  if (!process.stdin.isTTY || !terminal.process.stderr.isTTY)
    throw new WrongUse(`${loss} Use --yes to confirm.`);
  const answer = await askLine(`${loss}\nType ${name} to confirm: `);
  if (answer?.trim() !== name) throw new WrongUse('Not confirmed. Nothing was changed.');
}
