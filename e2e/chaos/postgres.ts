import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { run } from '../../scripts/run.mjs';
import { databaseAccount } from '../../src/db/embedded/account';
import { findBinaries } from '../../src/db/embedded/binaries';
import { Secret } from '../../src/domain/secret';
import { freePort } from '../../src/lib/free-port';
import { descendants, isAlive, kill, type ProcessId, send, startDaemon, until } from '../lab/process';

/** The PostgreSQL of a run, which nothing else uses: it is killed, frozen and started again. */
export class OwnPostgres {
  readonly url: Secret;
  #server: ProcessId | null = null;

  private constructor(
    private readonly folder: string,
    private readonly binary: string,
    private readonly port: number,
  ) {
    this.url = new Secret(`postgresql://gantry@127.0.0.1:${port}/postgres`);
  }

  /** @param folder readable by the system user of PostgreSQL */
  static async create(folder: string): Promise<OwnPostgres> {
    const account = databaseAccount();
    if (!account) throw new Error('The chaos run needs root.');
    const { initdb, postgres } = findBinaries(true, '/var/lib/gantry');
    const cluster = join(folder, 'cluster');
    await mkdir(cluster, { recursive: true });
    await chown(cluster, account.uid, account.gid);
    await chmod(folder, 0o755);
    const options = ['--username=gantry', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
    await run(initdb, [`--pgdata=${cluster}`, ...options], { ...account, cwd: '/' });
    // What the run does to its database must not wait for a disk that other tests use.
    await writeFile(join(cluster, 'postgresql.auto.conf'), 'fsync = off\n');
    const own = new OwnPostgres(folder, postgres, await freePort());
    await own.start();
    return own;
  }

  async start(): Promise<void> {
    const argv = [
      'setpriv',
      '--reuid=postgres',
      '--regid=postgres',
      '--clear-groups',
      this.binary,
      `--port=${this.port}`,
      '-D',
      join(this.folder, 'cluster'),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=200',
    ];
    this.#server = await startDaemon(argv, join(this.folder, 'postgres.log'));
    await until('PostgreSQL answers', () => this.#answers());
  }

  /** As after a power cut. */
  async kill(): Promise<void> {
    const children = this.#server ? await descendants(this.#server.pid) : [];
    await kill(this.#server);
    await until('the processes of PostgreSQL end', async () => children.every((pid) => !isThere(pid)));
  }

  /** End every connection and stop in order. */
  async stop(): Promise<void> {
    const server = this.#server;
    await this.signal('SIGCONT');
    if (server) send(server.pid, 'SIGINT');
    await until('PostgreSQL stops', async () => !(await isAlive(server)));
  }

  async signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const server = this.#server;
    if (!server) return;
    for (const pid of [server.pid, ...(await descendants(server.pid))]) send(pid, signal);
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url.reveal() });
    client.on('error', () => undefined); // `connect` has it
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      if (!(await isAlive(this.#server)))
        throw new Error(`PostgreSQL does not start: see ${this.folder}/postgres.log`);
      return false; // still starting
    }
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process
  }
}
