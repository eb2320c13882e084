import { dockerLabel } from '../../domain/docker-label';
import type { Clock } from '../../lib/clock';
import { NoAnswer } from '../../transport/ssh/failures';
import type { MachineTest } from '../applications/machine.testing';
import { keepProxy } from './keep-proxy';

/** For integration tests only: add the running container of an application, released with a domain. */
export async function addReleased(test: MachineTest, uuid: string, domain: string): Promise<void> {
  const container = test.host.docker.containers.get(await test.addContainer('web', uuid));
  const labels = {
    'gantry.kind': 'application',
    [dockerLabel.slot]: 'blue',
    [dockerLabel.port]: '8080',
    [dockerLabel.domains]: domain,
  };
  Object.assign(container?.spec.labels ?? {}, labels);
}

/** Sweep the server of an application; return the proxy state in its row. */
export async function sweepServerOf(test: MachineTest, uuid: string, clock: Clock): Promise<string> {
  const { unscoped: db } = test.server.database;
  const { destination } = await db.workload.findUniqueOrThrow({
    where: { uuid },
    include: { destination: { include: { server: { include: { privateKey: true } } } } },
  });
  await keepProxy({ ...test.scope(), clock }, destination.server);
  const { id } = destination.server;
  return (await db.server.findUniqueOrThrow({ where: { id } })).proxyStatus;
}

/** Keep the admin socket silent until the proxy was stopped and started `cures` times. */
export function silenceProxy({ host }: MachineTest, cures: number): () => number {
  let stops = 0;
  const { docker } = host;
  const stop = docker.stopContainer.bind(docker);
  docker.stopContainer = async (id) => {
    stops++;
    await stop(id);
  };
  host.before = async (what) => {
    if (what.startsWith('GET /config') && stops < cures) throw new NoAnswer('admin.sock', 'no answer');
  };
  return () => stops;
}
