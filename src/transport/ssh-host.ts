import type { Command, CommandResult } from '../domain/command';
import type { Secret } from '../domain/secret';
import type { Clock } from '../lib/clock';
import { OneKeyAgent } from './agent/forwarded-agent';
import type { ForwardedKey } from './agent/forwarded-key';
import { CommandOutput } from './command/command-output';
import { runRaw } from './command/run';
import { scriptFailure } from './command/script-failure';
import { secretsOf } from './command/secrets-of';
import { stopArgv } from './command/stop-remote';
import { writeFileCommand } from './command/write-file';
import type { DockerApi } from './docker/api';
import { DockerClient } from './docker/client';
import { createDockerApi } from './docker/create-api';
import type { Host, RunOptions } from './host';
import { hostHttp } from './http/host-http';
import type { RemoteJobs } from './jobs/jobs';
import { SshRemoteJobs } from './jobs/remote-jobs';
import { Redactor } from './redaction/redactor';
import { connect } from './ssh/connect';
import { SshConnection } from './ssh/connection';
import type { ExecSinks } from './ssh/exec-channel';
import type { ConnectionPool } from './ssh/pool';
import type { HostTarget } from './ssh/target';

const STOP_GRACE_SECONDS = 2;
const STOP_DEADLINE_MS = 15_000;

export interface SshHostOptions {
  target: HostTarget;
  pool: ConnectionPool;
  clock: Clock;
  /** Report that a part of the machine's answer was not understood and was left out. */
  skipped(what: string, reason: string): void;
}

/** A machine behind the connection pool. */
export class SshHost implements Host {
  readonly serverUuid: string;
  readonly jobs: RemoteJobs;
  readonly docker: DockerApi;
  readonly httpOverSocket: Host['httpOverSocket'];
  readonly httpProbe: Host['httpProbe'];
  readonly peerCertificate: Host['peerCertificate'];
  readonly tcpProbe: Host['tcpProbe'];
  readonly #target: HostTarget;
  readonly #pool: ConnectionPool;
  readonly #clock: Clock;

  constructor({ target, pool, clock, skipped }: SshHostOptions) {
    this.serverUuid = target.serverUuid;
    this.#target = target;
    this.#pool = pool;
    this.#clock = clock;
    const access = {
      isRoot: this.#isRoot,
      clock,
      connection: (lane?: number) => pool.connection(target, lane),
      run: (command: Command, signal?: AbortSignal) => this.run(command, { signal }),
      runRaw: this.#runBytes.bind(this),
      stopProcess: (pid: number) => this.#stopProcess(pid),
      skipped,
    };
    this.jobs = new SshRemoteJobs(access, clock);
    this.docker = createDockerApi(new DockerClient(access, clock));
    const { httpOverSocket, httpProbe, peerCertificate, tcpProbe } = hostHttp(access);
    this.peerCertificate = peerCertificate;
    this.httpOverSocket = httpOverSocket;
    this.httpProbe = httpProbe;
    this.tcpProbe = tcpProbe;
  }

  async run(command: Command, options: RunOptions = {}): Promise<CommandResult> {
    const output = new CommandOutput(Redactor.for(secretsOf(command)), options.onOutput);
    const sinks: ExecSinks = {
      onStdout: (chunk) => output.push('stdout', chunk),
      onStderr: (chunk) => output.push('stderr', chunk),
    };
    const code = options.forwardKey
      ? await this.#runForwarding(command, sinks, options.forwardKey, options.signal)
      : await this.#run(command, sinks, options.signal);
    return output.result(code);
  }

  async writeFile(path: string, content: string | Secret | Uint8Array, mode: number): Promise<void> {
    const { code, stderr } = await this.run(writeFileCommand(path, content, mode));
    if (code !== 0) throw scriptFailure(`write ${path}`, stderr);
  }

  get #isRoot(): boolean {
    return this.#target.user === 'root';
  }

  #sudo(command: Command): boolean {
    return command.asRoot === true && !this.#isRoot;
  }

  async #run(command: Command, sinks: ExecSinks, signal?: AbortSignal): Promise<number> {
    const connection = await this.#pool.connection(this.#target);
    return runRaw(command, sinks, { connection, clock: this.#clock, sudo: this.#sudo(command), signal });
  }

  /** Run a command on its own connection: a forwarded agent belongs to a connection, and this key to one command. */
  async #runForwarding(
    command: Command,
    sinks: ExecSinks,
    key: ForwardedKey,
    signal?: AbortSignal,
  ): Promise<number> {
    const client = await connect(this.#target, new OneKeyAgent(key));
    const connection = new SshConnection(client, this.#target.address, this.#clock);
    const sudo = this.#sudo(command);
    try {
      return await runRaw(command, sinks, {
        connection,
        clock: this.#clock,
        sudo,
        forwardsAgent: true,
        signal,
      });
    } finally {
      connection.drain();
    }
  }

  async #runBytes(
    command: Command,
    onStdout: ExecSinks['onStdout'],
    signal: AbortSignal,
  ): Promise<CommandResult> {
    const output = new CommandOutput(Redactor.for(secretsOf(command)));
    const code = await this.#run(
      command,
      { onStdout, onStderr: (chunk) => output.push('stderr', chunk) },
      signal,
    );
    return output.result(code);
  }

  async #stopProcess(pid: number): Promise<void> {
    await this.run({ argv: stopArgv(pid, STOP_GRACE_SECONDS), asRoot: true, deadlineMs: STOP_DEADLINE_MS });
  }
}
