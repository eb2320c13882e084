import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { prepareMachine } from '../servers/prepare-machine';
import { restartProxy } from '../servers/restart-proxy';
import { ValidationRecord } from '../servers/validation-steps';
import { keepProxy } from './keep-proxy';
import { keepProxyOf } from './keep-proxy-of';

let test: MachineTest;
let uuid: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  await test.renew();
  const { server } = test.server.database.unscoped;
  await server.updateMany({
    data: {
      proxyKind: 'caddy',
      proxyImage: 'caddy:2',
      proxyStatus: 'running',
      proxyProblem: null,
      proxyProblemAt: null,
      proxyChangingUntil: null,
    },
  });
  ({ uuid } = await server.findFirstOrThrow());
  await sweep();
});
afterAll(() => test.server.stop());

const proxy = async () => (await test.call('GET', `/servers/${uuid}/proxy`)).body;
const change = (proxy_type: string) => test.call('PATCH', `/servers/${uuid}/proxy`, { proxy_type });
const containers = () =>
  [...test.host.docker.containers.values()].map(({ spec, status }) => `${spec.image} ${status}`);

async function sweep(): Promise<void> {
  const { server } = test.server.database.unscoped;
  const row = await server.findFirstOrThrow({ include: { privateKey: true } });
  await keepProxy(test.scope(), row);
}

/** Keep Traefik from starting on this machine until it is repaired. */
function breakTraefik() {
  const { docker } = test.host;
  const start = docker.startContainer.bind(docker);
  let tried = 0;
  let isBroken = true;
  docker.startContainer = async (id) => {
    const isTraefik = docker.containers.get(id)?.spec.labels['gantry.proxy'] === 'traefik';
    if (isTraefik) tried++;
    if (isTraefik && isBroken) throw new Error('port is already allocated');
    await start(id);
  };
  return {
    tried: () => tried,
    repair: () => {
      isBroken = false;
    },
  };
}

it('a change that fails is told with its reason, and the state is that of the program that serves', async () => {
  expect(await proxy()).toMatchObject({ running_type: 'CADDY', problem: null, problem_at: null });
  const traefik = breakTraefik();
  await change('traefik');
  expect(await proxy()).toMatchObject({ proxy_type: 'TRAEFIK', running_type: 'CADDY', problem: null });
  await keepProxyOf(test.scope(), uuid);
  const failed = {
    proxy_type: 'TRAEFIK',
    status: 'running',
    running_type: 'CADDY',
    problem: expect.stringMatching(/^Traefik could not replace Caddy: .*port is already allocated/),
    problem_at: expect.any(String),
  };
  expect(await proxy()).toMatchObject(failed);
  expect((await test.call('GET', `/servers/${uuid}`)).body.proxy.status).toBe('running');
  await sweep(); // which does not try it again, and still knows the reason
  expect([traefik.tried(), await proxy()]).toMatchObject([1, failed]);

  await restartProxy(test.scope(), uuid);
  expect(containers()).toEqual(['caddy:2 running']);
  await keepProxyOf(test.scope(), uuid);
  expect([traefik.tried(), await proxy()]).toMatchObject([2, failed]);
  traefik.repair();
  await keepProxyOf(test.scope(), uuid);
  expect(await proxy()).toMatchObject({ running_type: 'TRAEFIK', problem: null, problem_at: null });
  expect(containers()).toEqual(['traefik:v3.7 running']);
});

it('one that cannot be started says why, and going back forgets what failed', async () => {
  const traefik = breakTraefik();
  await change('traefik');
  await keepProxyOf(test.scope(), uuid);
  expect((await proxy()).problem).not.toBeNull();
  await change('caddy');
  expect(await proxy()).toMatchObject({ status: 'running', problem: null, problem_at: null });
  await sweep();
  expect([traefik.tried(), await proxy()]).toMatchObject([1, { running_type: 'CADDY', problem: null }]);
  for (const container of test.host.docker.containers.values()) container.status = 'exited';
  test.host.docker.startContainer = () => Promise.reject(new Error('port is already allocated'));
  await sweep();
  expect(await proxy()).toMatchObject({
    status: 'exited',
    running_type: 'NONE',
    problem: expect.stringContaining('port is already allocated'),
  });
});

it('a validation does not change the program while an operation works on the server', async () => {
  const { server, operation } = test.server.database.unscoped;
  const application = await test.addApplication();
  await test.call('POST', `/deploy?uuid=${application}`);
  await server.updateMany({ data: { proxyKind: 'traefik', proxyImage: 'traefik:v3.7' } });
  await operation.updateMany({ data: { status: 'in_progress' } });
  const validate = async () => {
    const row = await server.findFirstOrThrow({ include: { privateKey: true } });
    const record = new ValidationRecord(test.scope(), row);
    return [await prepareMachine(test.scope(), row, test.host, record), record.logs()];
  };
  expect(await validate()).toEqual([false, expect.stringContaining('Fix: Wait: Traefik takes its place')]);
  expect(containers()).toEqual(['caddy:2 running']);
  expect(await proxy()).toMatchObject({ status: 'running', running_type: 'CADDY', problem: null });
  await operation.updateMany({ data: { status: 'finished' } });
  expect(await validate()).toEqual([true, null]);
  expect(containers()).toEqual(['traefik:v3.7 running']);
  expect(await proxy()).toMatchObject({ status: 'running', running_type: 'TRAEFIK' });
});

it('a restart on a server that failed its validation asks for another one', async () => {
  await change('traefik');
  await test.server.database.unscoped.server.updateMany({ data: { state: 'invalid' } });
  const queued: string[] = [];
  const queue = { enqueue: async (name: string) => void queued.push(name) };
  await restartProxy({ ...test.scope(), queue }, uuid);
  expect(queued).toEqual(['server.validate']);
});

it('one that another process changes is left to it', async () => {
  const traefik = breakTraefik();
  const { server } = test.server.database.unscoped;
  await change('traefik');
  await server.updateMany({ data: { proxyChangingUntil: new Date(Date.now() + 60_000) } });
  await keepProxyOf(test.scope(), uuid);
  expect(traefik.tried()).toBe(0);
  await server.updateMany({ data: { proxyChangingUntil: new Date(Date.now() - 60_000) } });
  await keepProxyOf(test.scope(), uuid);
  expect(traefik.tried()).toBe(1);
});

it('one that is not wanted any more is told of as long as it runs', async () => {
  await change('none');
  await sweep();
  expect(await proxy()).toMatchObject({ proxy_type: 'NONE', running_type: 'CADDY', status: 'running' });
  expect(containers()).toEqual(['caddy:2 running']);
  test.host.docker.containers.clear();
  await sweep();
  expect(await proxy()).toMatchObject({ running_type: 'NONE', status: 'exited', problem: null });
});
