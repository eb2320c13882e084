import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { idOf, pick } from '../connection/find';
import { openSession, type PlaceFlags } from '../connection/session';
import { exitCodes } from '../exit-code';
import { kinds } from '../resources/kinds';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { type ClientCommand, clientCommand, commandLine } from './client-command';

export interface ConnectFlags extends PlaceFlags {
  readonly print?: boolean;
}

/** `databases connect`: open a database with its own client over its public port, or print the command. */
export async function connect(this: Terminal, flags: ConnectFlags, name: string): Promise<void> {
  const session = await openSession(this, flags);
  const uuid = idOf(pick('database', await kinds.databases.list(session), name, session.place));
  const { external_db_url: url, is_public: isPublic } = await session.client.database.get.query({ uuid });
  if (!isPublic)
    throw new WrongUse(`${name} has no public port. Set one in the console, or: PATCH /databases/${uuid}.`);
  if (!url) throw new WrongUse('The token may not read passwords. Use one with read:sensitive.');
  const command = clientCommand(url);
  if (!command) throw new WrongUse(`Gantry has no client for ${new URL(url).protocol}//.`);
  if (flags.print) return void this.process.stdout.write(`${commandLine(command)}\n`);
  this.process.exitCode = await run(this, command);
}

async function run({ process, onInterrupt }: Terminal, command: ClientCommand): Promise<number> {
  // Ctrl-C also reaches the client, which cancels a query and continues. So it must not end this program.
  const leaveIt = () => onInterrupt(leaveIt);
  leaveIt();
  const [program, ...args] = command.argv;
  // Next's types require NODE_ENV in every environment; the client has no use for it.
  const env = { ...process.env, ...command.env } as NodeJS.ProcessEnv;
  const child = spawn(program, args, { env, stdio: 'inherit' });
  try {
    const [code, signal] = await once(child, 'exit');
    return typeof code === 'number' ? code : signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.failed;
  } catch (cause) {
    throw new Error(
      `${program} could not be started. Install it, or run this elsewhere: ${commandLine(command)}`,
      {
        cause,
      },
    );
  }
}
