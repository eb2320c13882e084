import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { DoubleHost } from '../../engine/testing/double-host';
import type { TestServerOptions } from '../../http/testing';
import { hurriedClock } from '../../lib/hurried-clock.testing';
import { operationTable } from '../operation-kinds/operation-table';
import { claimNext } from '../operations/claim';
import type { OperationTable } from '../operations/definition';
import { runOperation } from '../operations/run';

/**
 * For integration tests only: databases on a usable server with a test double as its machine, and a worker that runs on
 * demand.
 */
export type DatabaseTest = Awaited<ReturnType<typeof startDatabaseTest>>;

export async function startDatabaseTest(
  options: Pick<TestServerOptions, 'internalHosts' | 'catalogueDir' | 'queue'> = {},
) {
  const host = new DoubleHost();
  host.answers.push(['stat', { stdout: '2048\n' }]);
  const test: ApplicationTest = await startApplicationTest({
    ...options,
    clock: hurriedClock,
    hosts: { host: () => host, drop: () => undefined, close: async () => undefined },
  });
  const { services, database } = test.server;
  await database.unscoped.server.updateMany({ data: { state: 'usable', hostKey: 'AAAA' } });
  return {
    ...test,
    host,
    async create(engine: string, fields: Record<string, unknown> = {}): Promise<string> {
      const { status, body } = await test.call('POST', `/databases/${engine}`, { ...test.place, ...fields });
      if (status !== 201) throw new Error(`database not created: ${JSON.stringify(body)}`);
      return body.uuid;
    },
    /** Run everything that is queued, concurrently where the queue permits it. */
    async work(table: OperationTable = operationTable): Promise<void> {
      const { signal: stopping } = new AbortController();
      for (;;) {
        const running: Promise<void>[] = [];
        for (let taken = true; taken; ) {
          const claim = await claimNext(services, test.place.server_uuid, 'test');
          if (claim) running.push(runOperation(services, { claim, table, stopping }));
          taken = claim !== null;
        }
        if (running.length === 0) return;
        await Promise.all(running);
      }
    },
    /** The last operation of a database. */
    lastOperation: (uuid: string) =>
      database.unscoped.operation.findFirstOrThrow({
        where: { workload: { uuid } },
        orderBy: { id: 'desc' },
      }),
  };
}
