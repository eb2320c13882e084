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
  /** Further machines, by the uuid of their server. */
  const others = new Map<string, DoubleHost>();
  const test: ApplicationTest = await startApplicationTest({
    clock: hurriedClock,
    hosts: {
      host: ({ serverUuid }) => others.get(serverUuid) ?? host,
      drop: () => undefined,
      close: async () => undefined,
    },
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
      const servers = await server.database.unscoped.server.findMany({ select: { uuid: true } });
      // What ends on one server may queue something on another.
      for (let isIdle = false; !isIdle; ) {
        isIdle = true;
        for (const { uuid } of servers) {
          const claim = await claimNext(services, uuid, 'worker');
          if (!claim) continue;
          isIdle = false;
          await runOperation(services, { claim, table: operationTable, stopping });
        }
      }
    },
    /** Add a usable server with a machine of its own. @returns the machine and the uuid of its destination */
    async addMachine(name: string): Promise<{ host: DoubleHost; server: string; destination: string }> {
      const added = { name, ip: `${name}.example.com`, private_key_uuid: test.privateKeyUuid };
      const { uuid } = (await test.call('POST', '/servers', added)).body;
      const machine = new DoubleHost(uuid);
      others.set(uuid, machine);
      const data = { state: 'usable', hostKey: 'AAAA', proxyKind: 'none' } as const;
      await server.database.unscoped.server.update({ where: { uuid }, data });
      const [destination] = (await test.call('GET', `/servers/${uuid}/destinations`)).body;
      return { host: machine, server: uuid, destination: destination.uuid };
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
