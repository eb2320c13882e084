import { randomUUID } from 'node:crypto';
import type { Command } from '../../domain/command';
import { errorMessage } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { Redactor } from '../../engine/plan/redactor';
import type { DockerApi, Host, RemoteJobs } from '../../engine/server/host';
import { storableText } from '../../lib/storable-text';
import type { OrganizationScope } from '../context';

/** Why commands run on a machine, for the trail. */
export interface CommandCause {
  /** Kind and public id of the object being worked on: a deployment, or the server itself. */
  targetType: 'server' | 'deployment' | 'application' | 'database' | 'service';
  targetUuid: string;
}

type Tools = Pick<OrganizationScope, 'database' | 'clock' | 'log' | 'organizationId' | 'actorUserId'>;

const maxArguments = 60;
const maxArgument = 500;

/**
 * Wrap a machine so that every command that ends on it gets an audit row: programs, jobs, and programs in containers.
 * Docker API requests and file writes are steps of work whose mutation already has a row.
 */
export function recordedHost(tools: Tools, name: string, host: Host, cause: CommandCause): Host {
  // A deployment stays one operation when another process continues it; each look at a server is an operation of its
  // own.
  const groupId = cause.targetType === 'deployment' ? cause.targetUuid : randomUUID();
  const ended = (ran: Ran) => writeRow(tools, { name, cause, groupId }, ran);
  return {
    serverUuid: host.serverUuid,
    jobs: recordedJobs(tools, host, ended),
    get docker() {
      return recordedDocker(tools, host, ended);
    },
    run: (command, options) => recorded(tools, command, ended, () => host.run(command, options)),
    writeFile: (path, content, mode) => host.writeFile(path, content, mode),
    httpOverSocket: (request) => host.httpOverSocket(request),
    httpProbe: (request) => host.httpProbe(request),
    peerCertificate: (request) => host.peerCertificate(request),
    tcpProbe: (request) => host.tcpProbe(request),
  };
}

interface Ran {
  argv: readonly string[];
  secrets: readonly Secret[];
  startedAt: Date;
  isQuestion: boolean;
  /** Exit code; null: the machine or the channel failed before there was one. */
  exitCode: number | null;
}

type Ended = (ran: Ran) => Promise<void>;
type Program = { argv: readonly string[] } & Pick<Command, 'env' | 'stdin' | 'secrets' | 'isQuestion'>;

async function recorded<R extends { code: number }>(
  { clock }: Tools,
  command: Program,
  ended: Ended,
  run: () => Promise<R>,
): Promise<R> {
  const ran = {
    argv: command.argv,
    secrets: secretsOf(command),
    startedAt: clock.now(),
    isQuestion: command.isQuestion === true,
  };
  try {
    const result = await run();
    await ended({ ...ran, exitCode: result.code });
    return result;
  } catch (error) {
    await ended({ ...ran, exitCode: null });
    throw error;
  }
}

/**
 * Wrap the jobs of a machine: each is recorded when it ends; one that another process started is known only by its
 * name.
 */
function recordedJobs(tools: Tools, host: Host, ended: Ended): RemoteJobs {
  const started = new Map<string, Command>();
  return {
    async start(name, command) {
      started.set(name, command);
      await host.jobs.start(name, command);
    },
    follow: (name, options) =>
      recorded(tools, started.get(name) ?? { argv: [name] }, ended, () => host.jobs.follow(name, options)),
    kill: (name, graceMs) => host.jobs.kill(name, graceMs),
    remove: (name) => host.jobs.remove(name),
  };
}

function recordedDocker(tools: Tools, host: Host, ended: Ended): DockerApi {
  const exec: DockerApi['exec'] = (container, argv, options) =>
    recorded(
      tools,
      { argv: ['docker', 'exec', container, ...argv], stdin: options.stdin, secrets: options.secrets },
      ended,
      () => host.docker.exec(container, argv, options),
    );
  // Every other member stays with its implementation: copying would lose the members of a class.
  return new Proxy(host.docker, {
    get(docker, name) {
      if (name === 'exec') return exec;
      const member: unknown = Reflect.get(docker, name);
      return typeof member === 'function' ? member.bind(docker) : member;
    },
  });
}

function secretsOf(command: Program): Secret[] {
  const carried = [...Object.values(command.env ?? {}), command.stdin];
  return [...(command.secrets ?? []), ...carried.filter((value) => value instanceof Secret)];
}

interface Operation {
  name: string;
  cause: CommandCause;
  groupId: string;
}

async function writeRow(tools: Tools, { name, cause, groupId }: Operation, ran: Ran): Promise<void> {
  const { database, clock, log, organizationId, actorUserId } = tools;
  const redactor = Redactor.for(ran.secrets);
  const now = clock.now();
  const argv = ran.argv
    .slice(0, maxArguments)
    .map((text) => storableText(redactor.redact(text), maxArgument));
  try {
    await database.trail.append({
      at: now,
      organizationId,
      actorUserId,
      via: 'worker',
      keyId: null,
      sessionId: null,
      ip: null,
      userAgent: null,
      requestId: randomUUID(),
      action: 'server.command',
      ...cause,
      outcome: ran.exitCode === 0 || (ran.isQuestion && ran.exitCode !== null) ? 'success' : 'failed',
      status: ran.exitCode === null ? 503 : 200,
      detail: null,
      diff: null,
      command: {
        host: name,
        argv,
        exit_code: ran.exitCode,
        duration_ms: now.getTime() - ran.startedAt.getTime(),
      },
      groupId,
    });
  } catch (error) {
    log.error({ server: name, error: errorMessage(error) }, 'audit row not written');
  }
}
