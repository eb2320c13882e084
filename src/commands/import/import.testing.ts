import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApplicationTest } from '../../api/application/testing';
import { testTerminal } from '../terminal.testing';

/** For integration tests only: a Gantry with a server and a key, and a terminal that imports another system. */
export type ImportTest = Awaited<ReturnType<typeof startImportTest>>;

export async function startImportTest() {
  const test = await startApplicationTest();
  const token = await test.server.key(['root']);
  const folder = await mkdtemp(join(tmpdir(), 'gantry-import-'));
  const { body: key } = await test.call('GET', `/security/keys/${test.privateKeyUuid}`);
  const { body: machine } = await test.call('GET', `/servers/${test.place.server_uuid}`);
  return {
    ...test,
    key,
    machine,
    /** Run `import` with these arguments and this standard input. */
    run: (args: readonly string[], input = '') =>
      testTerminal({
        folder,
        env: { GANTRY_URL: test.server.url, GANTRY_TOKEN: token, XDG_CONFIG_HOME: folder },
        input,
      }).run(['import', ...args]),
    async stop(): Promise<void> {
      await test.server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
