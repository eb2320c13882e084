import { randomBytes } from 'node:crypto';
import type { Command, CommandResult } from '../../domain/command';
import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { withDeadline } from '../command/deadline';
import { bytesOf } from '../command/remote-command';
import { scriptFailure } from '../command/script-failure';
import { environmentScript } from '../command/shell';
import { followJob } from './follow';
import type { JobFollowOptions, JobResult, RemoteJobs } from './jobs';
import { FOLLOW, IS_OWN, KILL, REMOVE, START, SUPERVISOR } from './scripts';

const NAME = /^[a-z0-9][a-z0-9.-]{0,127}$/;
const ROOT_BASE = '/var/lib/gantry/jobs';
/** Means the user's own base folder, which the scripts know. */
const OWN_BASE = '';
const OUTPUT_CAP = 10 * 1024 * 1024;
/** Ticks of one poll of a job, after which its exec channel is released, so that many followers share them. */
const SLICE_TICKS = 50;
/** Bytes of output that wait in memory while the caller stores them. */
const SLICE_BYTES = 1024 * 1024;
const SHORT_MS = 60_000;
/** Deadline of one poll: twice what it takes on a slow machine. */
const SLICE_MS = 40_000;

/** Part of a host that jobs need. */
export interface JobHost {
  readonly isRoot: boolean;
  run(command: Command, signal?: AbortSignal): Promise<CommandResult>;
  /** Run a command; stdout is passed on as raw bytes, the result has stderr and the code. */
  runRaw(
    command: Command,
    onStdout: (chunk: Buffer) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<CommandResult>;
}

interface Place {
  base: string;
  asRoot: boolean;
}

const script = (text: string, args: readonly string[], asRoot: boolean, deadlineMs = SHORT_MS): Command => ({
  argv: ['sh', '-c', text, 'gantry-job', ...args],
  asRoot,
  deadlineMs,
});

/** Jobs of one machine (see scripts.ts for their files). */
export class SshRemoteJobs implements RemoteJobs {
  readonly #host: JobHost;
  readonly #clock: Clock;

  constructor(host: JobHost, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  async start(name: string, command: Command): Promise<void> {
    checkName(name);
    const asRoot = this.#host.isRoot || command.asRoot === true;
    const mark = `m${randomBytes(12).toString('hex')}`;
    const input = bytesOf(command.stdin);
    const deadline = String(Math.max(1, Math.ceil(command.deadlineMs / 1000)));
    const args = [
      asRoot ? ROOT_BASE : OWN_BASE,
      name,
      mark,
      String(input.length),
      deadline,
      String(OUTPUT_CAP),
    ];
    const sections = `${SUPERVISOR}\n${mark}\n${environmentScript(command.env ?? {})}${mark}\n`;
    await this.#must(`start job ${name}`, {
      ...script(START, [...args, command.cwd ?? '', ...command.argv], asRoot),
      stdin: Buffer.concat([Buffer.from(sections, 'utf8'), input]),
    });
  }

  async follow(name: string, options: JobFollowOptions): Promise<JobResult> {
    const { deadlineMs, signal } = options;
    let place: Place | undefined;
    return withDeadline({ clock: this.#clock, deadlineMs, doing: name, signal }, (stop) =>
      followJob(
        name,
        options,
        async (offset, onBytes) => {
          place ??= await this.#place(name);
          const args = [place.base, name, String(offset), String(SLICE_TICKS), String(SLICE_BYTES)];
          const { stderr } = await this.#host.runRaw(
            script(FOLLOW, args, place.asRoot, SLICE_MS),
            onBytes,
            stop,
          );
          return /^gantry-job (.*)$/m.exec(stderr)?.[1] ?? stderr;
        },
        this.#clock,
        stop,
      ),
    );
  }

  async kill(name: string, graceMs: number): Promise<void> {
    const { base, asRoot } = await this.#place(name);
    const grace = Math.ceil(graceMs / 1000);
    await this.#must(
      `stop job ${name}`,
      script(KILL, [base, name, String(grace)], asRoot, SHORT_MS + graceMs),
    );
  }

  async remove(name: string): Promise<void> {
    const { base, asRoot } = await this.#place(name);
    await this.kill(name, 0);
    await this.#must(`remove job ${name}`, script(REMOVE, [base, name], asRoot));
  }

  /** Find the place of a job: root's folder, or, if another user started it without `asRoot`, that user's own. */
  async #place(name: string): Promise<Place> {
    checkName(name);
    if (this.#host.isRoot) return { base: ROOT_BASE, asRoot: true };
    const { code } = await this.#host.run(script(IS_OWN, [name], false));
    return code === 0 ? { base: OWN_BASE, asRoot: false } : { base: ROOT_BASE, asRoot: true };
  }

  async #must(doing: string, command: Command): Promise<void> {
    const { code, stderr } = await this.#host.run(command);
    if (code !== 0) throw scriptFailure(doing, stderr);
  }
}

function checkName(name: string): void {
  if (!NAME.test(name)) throw new AppError('internal', 'Invalid job name.', { detail: name });
}
