import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MachineTest, startMachineTest } from '../services/applications/machine.testing';
import { testTerminal } from './terminal.testing';

/** For integration tests only: a running Gantry whose server is a double, and a folder to run commands in. */
export class CommandsTest {
  readonly #ended = new AbortController();
  readonly #working: Promise<void>;

  private constructor(
    readonly test: MachineTest,
    readonly folder: string,
    /** A key that may do everything. */
    readonly token: string,
  ) {
    this.#working = test.keepWorking(this.#ended.signal);
  }

  static async start(): Promise<CommandsTest> {
    const test = await startMachineTest();
    await test.setServer({ state: 'usable', hostKey: 'AAAA' });
    // Without a proxy nothing is drained. Containers with their own health check are healthy at once.
    await test.server.database.unscoped.server.updateMany({ data: { proxyKind: 'none' } });
    test.host.docker.onStart = (container) => {
      container.health = 'healthy';
    };
    for (const tag of ['1', '2'])
      test.host.docker.addImage(`nginx:${tag}`, { id: `sha256:${tag.repeat(64)}` });
    const token = await test.server.key(['root']);
    return new CommandsTest(test, await mkdtemp(join(tmpdir(), 'gantry-commands-')), token);
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#working;
    await this.test.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  run(line: string | string[], input = '', signal?: AbortSignal) {
    const { folder } = this;
    return testTerminal({ folder, env: { XDG_CONFIG_HOME: folder }, input }).run(
      typeof line === 'string' ? line.split(' ') : line,
      signal,
    );
  }
}
