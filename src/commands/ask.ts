import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Interrupted } from './wrong-use';

/**
 * Ask the person at this program's terminal for one line; a hidden one is not shown while it is typed. Return null when
 * they end the input instead (Ctrl-D).
 * @throws Interrupted at Ctrl-C
 */
export async function askLine(question: string, { isHidden = false } = {}): Promise<string | null> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = isHidden ? nowhere : process.stderr;
  const asking = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  // Only now is nothing typed shown.
  if (isHidden) process.stderr.write(question);
  let answer: string | null = null;
  try {
    answer = await new Promise<string | null>((resolve, reject) => {
      asking.once('SIGINT', () => reject(new Interrupted('Interrupted.')));
      asking.once('close', () => resolve(null));
      asking.question(isHidden ? '' : question, resolve);
    });
    return answer;
  } finally {
    asking.close();
    // The line that was typed has ended its own.
    if (isHidden || answer === null) process.stderr.write('\n');
  }
}
