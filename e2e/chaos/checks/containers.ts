import { z } from 'zod';
import type { LabHost } from '../../lab/types';
import { proxyName } from '../faults';
import type { Check } from './context';

const inspected = z.array(
  z.object({
    Name: z.string(),
    State: z.object({ Status: z.string() }),
    Config: z.object({ Labels: z.record(z.string(), z.string()).nullable() }),
  }),
);

interface Container {
  name: string;
  state: string;
  labels: Record<string, string>;
}

async function containersOf(host: LabHost): Promise<Container[]> {
  const script =
    'ids=$(docker ps --all --quiet) && if [ -n "$ids" ]; then docker inspect $ids; else echo "[]"; fi';
  const { code, stdout, stderr } = await host.exec(['sh', '-c', script]);
  if (code !== 0) throw new Error(`The containers of ${host.name} cannot be listed: ${stderr}`);
  return inspected.parse(JSON.parse(stdout)).map(({ Name, State, Config }) => ({
    name: Name.replace(/^\//, ''),
    state: State.Status,
    labels: Config.Labels ?? {},
  }));
}

interface Row {
  uuid: string;
  name: string;
  status: string;
  machine: string;
  /** Of its current release. */
  container: string | null;
}

const applications = `
  SELECT a.uuid, a.name, a.status, s.name AS machine, r.container_name AS container
  FROM workloads a
    JOIN destinations d ON d.id = a.destination_id
    JOIN servers s ON s.id = d.server_id
    LEFT JOIN releases r ON r.workload_id = a.id AND r.is_current
  WHERE a.deleting_at IS NULL`;

/** Every application is in the state that its row names, and nothing else of Gantry is on the machines. */
export const containersFitRows: Check = async ({ pool, machines, instanceId }) => {
  const { rows } = await pool.query<Row>(applications);
  const problems: string[] = [];
  for (const [machine, host] of machines) {
    const containers = await containersOf(host);
    const here = rows.filter((row) => row.machine === machine);
    for (const row of here) {
      const own = containers.filter(({ labels }) => labels['gantry.resource'] === row.uuid);
      const problem = problemOf(row, own);
      if (problem !== null) problems.push(`${row.name} on ${machine} ${problem}`);
    }
    const known = new Set(here.map(({ uuid }) => uuid));
    for (const { name, state, labels } of containers) {
      if (name === proxyName && labels['gantry.instance'] === instanceId) {
        if (state !== 'running') problems.push(`the proxy on ${machine} is ${state}`);
      } else if (!known.has(labels['gantry.resource'] ?? ''))
        problems.push(`container ${name} (${state}) on ${machine} belongs to no application`);
    }
    if (!containers.some(({ name }) => name === proxyName)) problems.push(`${machine} has no proxy`);
  }
  return problems;
};

function problemOf({ status, container }: Row, own: readonly Container[]): string | null {
  const seen = own.map(({ name, state }) => `${name} ${state}`).join(', ') || 'no container';
  const running = own.filter(({ state }) => state === 'running');
  if (status.startsWith('running')) {
    if (running.length !== 1 || own.length !== 1) return `is ${status} and has ${seen}`;
    if (container !== null && running[0]?.name !== container)
      return `should run ${container} and has ${seen}`;
    return null;
  }
  if (status !== 'exited') return `is ${status} and has ${seen}`;
  // A stopped application keeps its container, so that a start is quick.
  return running.length > 0 || own.length > 1 ? `is ${status} and has ${seen}` : null;
}
