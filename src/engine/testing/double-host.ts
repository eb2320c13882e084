import type { Command, CommandResult } from '../../domain/command';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Host } from '../../transport/host';
import type {
  HttpProbeRequest,
  HttpProbeResponse,
  PeerCertificate,
  UnixHttpRequest,
  UnixHttpResponse,
} from '../../transport/http/exchange';
import type { JobFollowOptions, JobResult, RemoteJobs } from '../../transport/jobs/jobs';
import { emptyServers } from '../proxy/caddy/servers';
import { DoubleCaddy } from './double-caddy';
import { DoubleDocker } from './double-docker';
import { DoubleTraefik, textOf } from './double-traefik';

const proxyFolders = '/var/lib/gantry/proxy/';

export const headCommit = 'a'.repeat(40);

/** Answers of programs, by the start of their argv. */
const usualAnswers: readonly [start: string, result: Partial<CommandResult>][] = [
  [
    'df',
    { stdout: 'Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x 100000000 1 90000000 1% /\n' },
  ],
  ['docker buildx', { code: 1 }],
  ['docker version', { stdout: '28.0.0\n' }],
  ['cat /proc/net', { stdout: '' }],
  ['ip -4 route', { stdout: 'default via 192.0.2.1 dev eth0\n' }],
];

/** A machine in memory: complete enough to run a whole plan, and stateful enough to show what is left over. */
export class DoubleHost implements Host {
  constructor(readonly serverUuid = 'srv0001') {
    this.docker.hasFolder = (path) =>
      this.folders.has(path) || [...this.files.keys()].some((file) => isIn(path, file));
  }

  readonly docker = new DoubleDocker();
  readonly commands: Command[] = [];
  readonly folders = new Set<string>();
  readonly files = new Map<string, string | Secret | Uint8Array>();
  readonly caddy = new DoubleCaddy((file) => this.files.has(`${proxyFolders}gantry1/green${file}`));
  readonly traefik = new DoubleTraefik(this.files);
  readonly startedJobs: string[] = [];
  readonly killedJobs: string[] = [];
  readonly answers: [start: string, result: Partial<CommandResult>][] = [];
  jobCode = 0;
  jobOutput = 'Step 1/1 : FROM scratch\nSuccessfully built\n';
  httpStatus = 200;
  /** Certificates that the proxy presents, by name. */
  readonly certificates = new Map<string, PeerCertificate>();
  /** Runs before every request to the machine. */
  before: (what: string) => void | Promise<void> = () => undefined;

  readonly jobs: RemoteJobs = {
    start: async (name, command) => {
      await this.before(`job ${name}`);
      if (this.startedJobs.includes(name)) return;
      this.startedJobs.push(name);
      const option = command.argv.indexOf('--tag');
      const tag = option === -1 ? undefined : command.argv[option + 1];
      const labels = command.argv.flatMap((word, at) =>
        word === '--label' ? [(command.argv[at + 1] ?? '').split('=', 2)] : [],
      );
      if (this.jobCode === 0 && tag) this.docker.addImage(tag, { labels: Object.fromEntries(labels) });
    },
    follow: async (name, options) => this.follow(name, options),
    kill: async (name) => {
      this.killedJobs.push(name);
    },
    remove: async () => undefined,
  };

  async run(command: Command): Promise<CommandResult> {
    this.commands.push(command);
    const line = command.argv.join(' ');
    await this.before(line);
    const known = [...this.answers, ...usualAnswers].find(([start]) => line.startsWith(start));
    if (known) return result(known[1]);
    if (line.startsWith('test -e /var/lib/gantry/proxy/'))
      return result({ code: this.files.has(command.argv[2] ?? '') ? 0 : 1 });
    if (command.argv[0] === 'mkdir') this.folders.add(command.argv[3] ?? '');
    if (/^rm -rf -- \S+\/proxy\/[^/]+\/config$/.test(line)) this.caddy.servers = emptyServers(); // what Caddy resumes
    if (command.argv[0] === 'rm') this.removeFiles((file) => isIn(command.argv[3] ?? '', file));
    if (command.argv[0] === 'nsenter') return result(this.traefik.answer(command.argv));
    if (command.argv[0] === 'ln') return result({ code: this.link(command.argv[2], command.argv[3]) });
    if (line.startsWith(`cat -- ${proxyFolders}`) || line.startsWith(`find ${proxyFolders}`))
      return result(this.read(command.argv[0] === 'cat' ? command.argv[2] : `${command.argv[1]}/*`));
    if (command.argv[0] === 'find') {
      const folder = command.argv[1] ?? '';
      const kept = `${folder}/${command.argv[command.argv.indexOf('-name') + 1]}`;
      this.removeFiles((file) => isIn(folder, file) && !isIn(kept, file));
    }
    if (line.includes('ls-remote')) return result({ stdout: `${headCommit}\t${command.argv.at(-1)}\n` });
    if (command.argv[0] === 'realpath') return result({ stdout: `${command.argv.slice(2).join('\n')}\n` });
    return result({});
  }

  async writeFile(path: string, content: string | Secret | Uint8Array): Promise<void> {
    await this.before(`write ${path}`);
    this.files.set(path, content);
  }

  async httpOverSocket(request: UnixHttpRequest): Promise<UnixHttpResponse> {
    await this.before(`${request.method} ${request.path}`);
    return this.caddy.answer(request);
  }

  async httpProbe(request: HttpProbeRequest): Promise<HttpProbeResponse> {
    await this.before(`probe ${request.path}`);
    return { status: this.httpStatus, body: '' };
  }

  async peerCertificate({ serverName }: { serverName: string }): Promise<PeerCertificate | null> {
    await this.before(`certificate ${serverName}`);
    return this.certificates.get(serverName) ?? null;
  }

  async tcpProbe({ port }: { address: string; port: number }): Promise<void> {
    await this.before(`connect ${port}`);
  }

  /** @param path of a file, or `…/*` for the files of a folder except those that all components share */
  private read(path = ''): Partial<CommandResult> {
    const folder = path.endsWith('/*') ? path.slice(0, -1) : null;
    const paths = [...this.files.keys()].filter((file) =>
      folder === null ? file === path : file.startsWith(folder) && !file.startsWith(`${folder}_`),
    );
    const stdout = paths.map((file) => textOf(this.files.get(file) ?? '')).join('');
    return { code: folder === null && paths.length === 0 ? 1 : 0, stdout };
  }

  private link(from = '', to = ''): number {
    const content = this.files.get(from);
    if (content === undefined || this.files.has(to)) return 1;
    this.files.set(to, content);
    return 0;
  }

  private removeFiles(isGone: (path: string) => boolean): void {
    for (const path of this.files.keys()) if (isGone(path)) this.files.delete(path);
  }

  private async follow(name: string, { offset, onOutput, signal }: JobFollowOptions): Promise<JobResult> {
    await this.before(`follow ${name}`);
    signal?.throwIfAborted();
    if (!this.startedJobs.includes(name)) throw new AppError('unavailable', 'No such job.');
    for (let at = offset; at < this.jobOutput.length; ) {
      const end = this.jobOutput.indexOf('\n', at) + 1 || this.jobOutput.length;
      await onOutput({ stream: 'stdout', text: this.jobOutput.slice(at, end) }, end);
      at = end;
    }
    return { code: this.jobCode, offset: this.jobOutput.length, droppedBytes: 0 };
  }
}

/** Whether a file is this one, or is in this folder. */
function isIn(path: string, file: string): boolean {
  return file === path || file.startsWith(`${path}/`);
}

function result(partial: Partial<CommandResult>): CommandResult {
  return { code: 0, stdout: '', stderr: '', droppedBytes: 0, ...partial };
}
