/**
 * `npm run bench:sweep`: one health sweep over 1 000 servers, 50 of which accept connections and never answer, by the
 * product's own sweep and SSH pool: its time, and the delay of the event loop meanwhile. Three times: with no connection
 * open, with those of the sweep before, and when the dead ones are known to be.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { addServer } from '../src/api/rows.testing';
import { openTestApi } from '../src/api/testing';
import { newUuid } from '../src/lib/random';
import { sweepServers } from '../src/services/server-sweep/sweep';
import type { Machines } from './machines';

const servers = 1_000;
const dead = 50;

const child = fork(
  fileURLToPath(new URL('machines.ts', import.meta.url)),
  [String(servers - dead), String(dead)],
  { execArgv: ['--import', 'tsx'] },
);
const [machines] = (await once(child, 'message')) as [Machines]; // the one message of machines.ts
const api = await openTestApi();
try {
  // The first organization, whose servers may be on this machine.
  const organization = await api.addOrganization();
  const first = await addServer(api, organization, machines.alive[0]);
  const { unscoped: db } = api.database;
  const settings = {
    port: machines.port,
    hostKey: machines.hostKey,
    state: 'usable',
    proxyKind: 'none',
  } as const;
  await db.server.update({ where: { id: first.id }, data: settings });
  const others = [...machines.alive.slice(1), ...machines.dead];
  const { id: organizationId } = organization;
  await db.server.createMany({
    data: others.map((ip) => ({
      ...{ ...settings, ip, name: ip, uuid: newUuid(), organizationId },
      privateKeyId: first.privateKeyId,
    })),
  });
  for (const title of ['no connection open', 'connections open', 'the dead ones known']) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const began = performance.now();
    await sweepServers(api.services);
    const seconds = (performance.now() - began) / 1000;
    delay.disable();
    const unreachable = await db.server.count({ where: { unreachableCount: { gt: 0 } } });
    const missed = await db.server.count({
      where: { unreachableCount: { gt: 0 }, ip: { in: machines.alive } },
    });
    const p99 = delay.percentile(99) / 1e6;
    console.info(
      `${title.padEnd(20)} ${servers} servers in ${seconds.toFixed(1)} s   event loop p99 ${p99.toFixed(0)} ms   unreachable ${unreachable} (${missed} of them alive)`,
    );
  }
} finally {
  await api.close();
  child.disconnect();
}
