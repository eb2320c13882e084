import { shellWord } from '../output/shell-word';
import type { Terminal } from '../terminal';
import { type AppFlags, findApplication } from './find';

/** Step of a run in which the command prints. */
const PRINTING = 'run';

export interface RunFlags extends AppFlags {
  readonly container?: string;
  readonly timeout?: number;
}

/**
 * `apps run`: run a command once in a container of the application, print what it prints, and end as it ended. One word is
 * text for the shell of the container; several are a program and its arguments.
 */
export async function run(this: Terminal, flags: RunFlags, ...words: string[]): Promise<void> {
  const { session, uuid } = await findApplication(this, flags);
  const { container, timeout } = flags;
  const [first = '', ...others] = words;
  const command = others.length === 0 ? first : words.map(shellWord).join(' ');
  const { client } = session;
  const { run_uuid } = await client.application.run.mutate({ uuid, command, container, timeout });
  let hasPrinted = false;
  const events = client.deployment.events.subscribe({ uuid: run_uuid }, { signal: this.signal });
  for await (const { data } of events) {
    if (data.kind !== 'log' || data.step !== PRINTING || data.hidden) continue;
    hasPrinted = true;
    this.process[data.type].write(`${data.output}\n`);
  }
  const ended = await client.application.getRun.query({ uuid, run_uuid });
  // A token that may not follow logs gets all of it at the end.
  if (!hasPrinted && ended.output !== '') this.process.stdout.write(`${ended.output}\n`);
  if (ended.exit_code === null) throw new Error(ended.reason ?? `The command is ${ended.status}.`);
  this.process.exitCode = ended.exit_code;
}
