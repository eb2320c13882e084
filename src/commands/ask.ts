import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Interrupted } from './wrong-use';

/**
 * Ask the user at this program's terminal for one line; a hidden one is not shown while it is typed. Return null if the
 * user ends the input instead (Ctrl-D).
 * @throws Interrupted on Ctrl-C
 */
export async function askLine(question: string, { isHidden = false } = {}): Promise<string | null> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = isHidden ? nowhere : process.stderr;
  const asking = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  // Typed text is hidden only from here on.
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
    // A visible line has already ended with the user's own line break.
    if (isHidden || answer === null) process.stderr.write('\n');
  }
}
