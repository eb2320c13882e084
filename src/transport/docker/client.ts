import type { RequestOptions } from 'node:http';
import type { Readable } from 'node:stream';
import Docker from 'dockerode';
import type { Command, CommandResult } from '../../domain/command';
import type { Clock } from '../../lib/clock';
import { orAborted, withDeadline } from '../command/deadline';
import { ChannelAgent } from '../http/channel-agent';
import type { SshConnection } from '../ssh/connection';
import { diagnoseDocker, isStreamFailure } from './diagnosis';
import { dockerFailure } from './failure';
import { type DialContext, sendToDocker } from './request';
import { openDockerStream } from './stream';

/** Deadline of calls that Docker answers from memory. Calls that wait for something set their own. */
const DEADLINE_MS = 30_000;
const KEPT_STREAMS = 4;

export interface CallOptions {
  deadlineMs?: number;
  signal?: AbortSignal;
}

/** Part of a host that Docker calls need. */
export interface DockerHost {
  readonly isRoot: boolean;
  /** @param lane see ConnectionPool */
  connection(lane?: number): Promise<SshConnection>;
  run(command: Command, signal?: AbortSignal): Promise<CommandResult>;
  /** Stop a process on the machine and its group. */
  stopProcess(pid: number): Promise<void>;
  /** Report that a part of Docker's answer was not understood and was left out. */
  skipped(what: string, reason: string): void;
}

/** HTTP agent of each connection, with its kept-alive streams, shared by all its hosts. */
const agents = new WeakMap<SshConnection, ChannelAgent>();

/**
 * Runs dockerode over the SSH connection of a host, with a deadline, a read limit, and a descriptive error per call.
 */
export class DockerClient {
  readonly host: DockerHost;
  readonly clock: Clock;

  constructor(host: DockerHost, clock: Clock) {
    this.host = host;
    this.clock = clock;
  }

  /**
   * @param doing completes "Docker could not …"
   * @throws AppError (see dockerFailure)
   */
  async call<T>(
    doing: string,
    work: (docker: Docker, signal: AbortSignal) => Promise<T>,
    { deadlineMs = DEADLINE_MS, signal }: CallOptions = {},
  ): Promise<T> {
    const connection = await this.host.connection();
    try {
      return await connection.use(() =>
        withDeadline({ clock: this.clock, deadlineMs, doing, signal }, (stop) =>
          // dockerode never settles when the connection breaks during an answer.
          orAborted(connection.orLost(work(this.#docker(connection, stop), stop), doing), stop),
        ),
      );
    } catch (error) {
      signal?.throwIfAborted();
      const diagnosis =
        isStreamFailure(error) && (await diagnoseDocker(connection.address, this.host.run, error));
      throw diagnosis || dockerFailure(error, doing);
    }
  }

  #docker(connection: SshConnection, stop: AbortSignal): Docker {
    // All set explicitly, because docker-modem takes missing ones from DOCKER_HOST and similar variables. Its types do
    // not have `agent`.
    const options = {
      protocol: 'http' as const,
      host: 'docker',
      port: 80,
      timeout: undefined,
      agent: this.#agent(connection),
    };
    const docker = new Docker(options);
    const buildRequest = (
      request: RequestOptions,
      context: DialContext,
      data: string | Buffer | Readable | undefined,
      answer: (error: unknown, result?: unknown) => void,
    ) => sendToDocker(request, context, data, answer, stop);
    Object.assign(docker.modem, { buildRequest });
    return docker;
  }

  #agent(connection: SshConnection): ChannelAgent {
    const known = agents.get(connection);
    if (known) return known;
    const agent = new ChannelAgent(() => openDockerStream(connection, this.host, this.clock), KEPT_STREAMS);
    agents.set(connection, agent);
    return agent;
  }
}
