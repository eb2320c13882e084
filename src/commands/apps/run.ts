import type { Client } from '../../client/client-type';
import { describeFailure, exitCodes } from '../exit-code';
import { shellWord } from '../output/shell-word';
import type { Terminal } from '../terminal';
import { type AppFlags, findApplication } from './find';

/** Step of a run that has the output of the command. */
const PRINTING = 'run';

export interface RunFlags extends AppFlags {
  readonly container?: string;
  readonly timeout?: number;
}

/**
 * `apps run`: run a command once in a container of the application, print its output, and exit with its code. One word
 * is text for the shell of the container; several are a program and its arguments. An interruption cancels the command
 * on the server.
 */
export async function run(this: Terminal, flags: RunFlags, ...words: string[]): Promise<void> {
  const { session, uuid } = await findApplication(this, flags);
  const { container, timeout } = flags;
  const [first = '', ...others] = words;
  const command = others.length === 0 ? first : words.map(shellWord).join(' ');
  const { client } = session;
  const interruption = new AbortController();
  this.onInterrupt(() => interruption.abort());
  const { run_uuid } = await client.application.run.mutate({ uuid, command, container, timeout });
  const left = new AbortController();
  const cancel = () => void cancelRun(this, client, run_uuid).catch((error: unknown) => left.abort(error));
  interruption.signal.addEventListener('abort', cancel, { once: true });
  if (interruption.signal.aborted) cancel();
  let hasPrinted = false;
  const signal = AbortSignal.any([this.signal, left.signal]);
  try {
    for await (const { data } of client.deployment.events.subscribe({ uuid: run_uuid }, { signal })) {
      if (data.kind !== 'log' || data.step !== PRINTING || data.hidden) continue;
      hasPrinted = true;
      this.process[data.type].write(`${data.output}\n`);
    }
  } catch (error) {
    if (!left.signal.aborted) throw error;
  }
  if (left.signal.aborted) {
    const failure = describeFailure(left.signal.reason);
    this.process.stderr.write(`The command could not be cancelled and is still running.\n${failure}\n`);
  }
  if (interruption.signal.aborted) {
    this.process.exitCode = exitCodes.interrupted;
    return;
  }
  const ended = await client.application.getRun.query({ uuid, run_uuid });
  // A token that may not follow logs gets the whole output at the end.
  if (!hasPrinted && ended.output !== '') this.process.stdout.write(`${ended.output}\n`);
  if (ended.exit_code === null) throw new Error(ended.reason ?? `The command is ${ended.status}.`);
  this.process.exitCode = ended.exit_code;
}

async function cancelRun({ process }: Terminal, client: Client, uuid: string): Promise<void> {
  process.stderr.write('Cancelling the command. Press Ctrl-C again to exit immediately.\n');
  await client.deployment.cancel.mutate({ uuid });
}
