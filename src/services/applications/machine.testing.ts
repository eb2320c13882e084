import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { ofResource } from '../../engine/component/labels';
import { DoubleHost } from '../../engine/testing/double-host';
import { hurriedClock } from '../../lib/hurried-clock.testing';
import { organizationScopeOf } from '../context';
import { operationTable } from '../operation-kinds/operation-table';
import { claimNext } from '../operations/claim';
import { runOperation } from '../operations/run';

/** For integration tests only: applications on a usable server with a test double as its machine. */
export type MachineTest = Awaited<ReturnType<typeof startMachineTest>>;

export async function startMachineTest() {
  let host = new DoubleHost();
  const test: ApplicationTest = await startApplicationTest({
    clock: hurriedClock,
    hosts: { host: () => host, drop: () => undefined, close: async () => undefined },
  });
  const { server } = test;
  const setServer = (data: { state?: 'usable' | 'unreachable'; hostKey?: string | null }) =>
    server.database.unscoped.server.updateMany({ data });
  return {
    ...test,
    get host() {
      return host;
    },
    setServer,
    /** Run everything that is queued, as a worker does. */
    async work(): Promise<void> {
      const { services } = server;
      const stopping = new AbortController().signal;
      for (const { uuid } of await server.database.unscoped.server.findMany({ select: { uuid: true } })) {
        for (;;) {
          const claim = await claimNext(services, uuid, 'worker');
          if (!claim) break;
          await runOperation(services, { claim, table: operationTable, stopping });
        }
      }
    },
    /** Keep working until the signal aborts. */
    async keepWorking(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        await this.work();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    scope: () => organizationScopeOf(server.services, server.owner.organizationId),
    /** Start over with another machine: no containers, nothing queued. @returns uuid of a new application */
    async renew(): Promise<string> {
      host = new DoubleHost();
      await setServer({ state: 'usable', hostKey: 'AAAA' });
      await server.database.unscoped.operation.deleteMany();
      return test.addApplication();
    },
    /** Add a running container of an application. @returns its id */
    async addContainer(name: string, application: string): Promise<string> {
      const labels = ofResource(server.services.installation.uuid, application);
      const id = await host.docker.createContainer({ name, image: 'nginx', labels, hostConfig: {} });
      await host.docker.startContainer(id);
      return id;
    },
  };
}
