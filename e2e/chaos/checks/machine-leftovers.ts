import type { LabHost } from '../../lab/types';
import type { Check, Scene } from './context';

/** What a machine holds beside containers. */
interface Belongings {
  networks: string[];
  volumes: string[];
  temporaryFiles: string[];
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

async function listed(host: LabHost, script: string): Promise<string[]> {
  const { code, stdout, stderr } = await host.exec(['sh', '-c', script]);
  if (code !== 0) throw new Error(`${script} failed on ${host.name}: ${stderr}`);
  return lines(stdout);
}

export async function belongingsOf(host: LabHost): Promise<Belongings> {
  return {
    networks: await listed(host, "docker network ls --format '{{.Name}}'"),
    volumes: await listed(host, "docker volume ls --format '{{.Name}}'"),
    temporaryFiles: await listed(host, 'ls -A /tmp /root'),
  };
}

const perDeployment = ['jobs', '*/deployments'];
/** More than both processes use: a connection for calls and two for streams. */
const mostSessions = 8;

/** Nothing of a deployment stays on a machine: folders, jobs, networks, volumes, temporary files, SSH sessions. */
export function nothingIsLeft(before: ReadonlyMap<string, Belongings>): Check {
  return async ({ machines, pool }) => {
    const problems: string[] = [];
    for (const [machine, host] of machines) {
      const leftover = (what: string, found: string[]) => {
        if (found.length > 0) problems.push(`${machine} keeps ${what}: ${found.slice(0, 8).join(', ')}`);
      };
      const now = await belongingsOf(host);
      for (const kind of ['networks', 'volumes', 'temporaryFiles'] as const) {
        const known = before.get(machine)?.[kind] ?? [];
        leftover(
          kind,
          now[kind].filter((name) => !known.includes(name)),
        );
      }
      for (const folder of perDeployment)
        leftover(
          `files in ${folder}`,
          await listed(host, `for f in /var/lib/gantry/${folder}/*; do [ ! -e "$f" ] || echo "$f"; done`),
        );
      leftover(
        'processes of jobs',
        await listed(host, "pgrep -af '/var/lib/gantry/jobs' | grep -v pgrep || true"),
      );
      const sessions = await listed(host, "pgrep -f '^sshd: ' || true");
      if (sessions.length > mostSessions) problems.push(`${machine} has ${sessions.length} SSH sessions`);
    }
    return [...problems, ...(await staleRoutes({ machines, pool }))];
  };
}

/** D20.5: the proxy routes to what the rows name. */
async function staleRoutes({ machines, pool }: Pick<Scene, 'machines' | 'pool'>): Promise<string[]> {
  const { rows } = await pool.query<{ uuid: string }>('SELECT uuid FROM workloads');
  const known = new Set(rows.map(({ uuid }) => uuid));
  const problems: string[] = [];
  for (const [machine, host] of machines) {
    const script =
      'for s in /var/lib/gantry/proxy/*/admin.sock; do curl -s -m 10 --unix-socket "$s" http://localhost/config/apps/http/servers; done';
    const text = (await listed(host, script)).join('\n');
    const named = new Set(
      [...text.matchAll(/([a-z0-9]{20,32})-(?:blue|green)/g)].map(([, uuid]) => uuid ?? ''),
    );
    for (const uuid of named)
      if (!known.has(uuid)) problems.push(`the proxy on ${machine} routes to ${uuid}, which is gone`);
  }
  return problems;
}
