import type { Terminal } from '../terminal';
import { type AppFlags, findApplication } from './find';

export interface LogFlags extends AppFlags {
  readonly follow?: boolean;
  readonly lines?: number;
  readonly container?: string;
}

/** `apps logs`: print the output of containers, including standard error. */
export async function logs(this: Terminal, flags: LogFlags, app?: string): Promise<void> {
  const { session, uuid } = await findApplication(this, flags, app);
  const { lines, container } = flags;
  if (!flags.follow) {
    const { logs: text } = await session.client.application.logs.query({ uuid, lines, container });
    if (text) this.process.stdout.write(`${text}\n`);
    return;
  }
  const input = { uuid, lines, container };
  for await (const { data } of session.client.application.followLogs.subscribe(input, {
    signal: this.signal,
  }))
    this.process.stdout.write(`${data.text}\n`);
}
