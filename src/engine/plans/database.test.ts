import { describe, expect, it } from 'vitest';
import { type DatabaseSpec, publicRef } from '../../domain/database/database-spec';
import { type DatabaseEngine, databaseEngines } from '../../domain/database/engines';
import { Secret } from '../../domain/secret';
import { publicComponent } from '../database/public-component';
import type { DatabaseKind } from '../database/types';
import { databaseUrl } from '../database/url';
import { renderPlan } from '../plan/render';
import type { Plan } from '../plan/types';
import { DoubleHost } from '../testing/double-host';
import { runOn } from '../testing/run-plan';
import { sampleDatabase, sampleNetwork, sampleSettings } from '../testing/sample-database';
import { changeCredentialsPlan, publishDatabasePlan, startDatabasePlan } from './database';
import { removePlan } from './remove';
import { stopPlan } from './stop';

const lines = (plan: Plan) =>
  renderPlan(plan).map(({ id, actions }) => `${id}: ${actions.map(({ text }) => text).join('; ')}`);

/** What differs between engines in the plan of a start: the image, and the readiness check. */
const literals: Record<DatabaseEngine, { image: string; files?: number; folder?: string; ask: string }> = {
  postgresql: {
    image: 'postgres:16-alpine',
    folder: '/var/lib/postgresql/data',
    ask: 'psql --no-password --username=app --dbname=shop --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host=db001 --command=SELECT 1',
  },
  mysql: { image: 'mysql:8', ask: 'sh -ec' },
  mariadb: { image: 'mariadb:11', ask: 'sh -ec' },
  mongodb: { image: 'mongo:7', ask: 'mongosh --nodb --quiet --norc --eval' },
  redis: { image: 'redis:7.2', files: 1, ask: 'sh -c' },
  keydb: { image: 'eqalpha/keydb:latest', files: 1, ask: 'sh -c' },
  dragonfly: { image: 'docker.dragonflydb.io/dragonflydb/dragonfly', ask: 'sh -c' },
  clickhouse: {
    image: 'clickhouse/clickhouse-server',
    files: 1,
    ask: 'clickhouse-client --host=db001 --query SELECT 1',
  },
};

const engines = Object.keys(databaseEngines) as DatabaseEngine[]; // the keys of the table

describe.each(engines)('the start of %s', (engine) => {
  const { image, files = 0, folder, ask } = literals[engine];
  const plan = startDatabasePlan(sampleDatabase(engine));

  it('is these steps', () => {
    const writes = Array.from(
      { length: files },
      (_, at) => `write /var/lib/gantry/gantry1/workloads/db001/main/op0001/${at}; `,
    );
    expect(lines(plan)).toEqual([
      'preflight: the new container is called db001; check that Docker responds',
      'network: create the network coolify if it does not exist',
      `image: $ docker pull -- ${image}`,
      'inspect: inspect ‹image›',
      ...(folder ? [`data-folder: check that the image keeps its data in ${folder}`] : []),
      'previous: find the running containers',
      `create: ${writes.join('')}create the new container`,
      'stop-previous: stop the old container: SIGTERM, then SIGKILL after 30 s',
      'start: stop its other containers; give the container its name; start it',
      expect.stringContaining(`health: wait until it is healthy: ${ask}`),
      'public-previous: find the running containers',
      'public-stop-previous: stop the old container: SIGTERM, then SIGKILL after 1 s',
      'remove-previous: remove the old container',
      'public-remove-previous: remove the old container',
    ]);
  });

  it('shows no password', () => expect(JSON.stringify(renderPlan(plan))).not.toMatch(/the-(root-)?password/));
});

/** A fictional engine: this entry is all that Gantry needs to know of one. */
const ninth: DatabaseKind = {
  port: 9999,
  dataFolder: () => '/ninth',
  folderVariable: null,
  variables: ({ user, password }) => ({ NINTH_USER: user, NINTH_PASSWORD: password }),
  files: () => [{ path: '/etc/ninth.conf', content: new Secret('ninth = yes') }],
  command: () => ['ninth', '--config', '/etc/ninth.conf'],
  health: () => ['ninth-ping'],
  signIn: ({ host, password }) => ({ argv: ['ninth-ask', host], env: { NINTH_PASSWORD: password } }),
  changeCredentials: (before, after) => ({
    kind: 'statements',
    change: {
      argv: ['ninth-change'],
      env: { OLD_PASSWORD: before.password, NINTH_PASSWORD: after.password },
    },
    settle: null,
  }),
  tls: { port: 9998, account: 'ninth', entrypoint: 'ninth-entrypoint', command: () => ['ninth', '--tls'] },
  dumps: null,
  url: ({ user, password, database }, { host, port }) =>
    databaseUrl({ scheme: 'ninth', user, password, host, port, rest: `/${database}` }),
};

function ninthDatabase(operationUuid: string, image = 'ninth:1', change: Partial<DatabaseSpec> = {}) {
  return sampleDatabase({ name: 'ninth', image, kind: ninth }, { operationUuid, ...change });
}

const presence = (operationUuid: string) => ({
  operationUuid,
  workload: ninthDatabase(operationUuid).workload,
  components: [
    { name: 'main', key: 'db001' },
    { name: 'proxy', key: 'db001-proxy' },
  ],
  proxy: null,
  graceSeconds: 30,
});

const runs = (host: DoubleHost) =>
  [...host.docker.containers.values()]
    .filter(({ status }) => status === 'running')
    .map(({ name, spec }) => `${name} ${spec.image}`);

describe('a ninth engine', () => {
  it('lives through everything that databases live through', async () => {
    const host = new DoubleHost();
    const done = async (plan: Plan) => expect(await runOn(host, plan)).toMatchObject({ outcome: 'finished' });

    await done(startDatabasePlan(ninthDatabase('op1')));
    expect(runs(host)).toEqual(['db001 ninth:1']);
    const [container] = host.docker.containers.values();
    expect(container?.spec.env).toEqual(
      expect.arrayContaining(['NINTH_USER=app', 'NINTH_PASSWORD=the-password']),
    );
    expect(host.docker.execs).toContainEqual(['db001', 'ninth-ask', 'db001']);
    expect([...host.docker.volumes.keys()]).toEqual(['ninth-data-db001']);

    await done(startDatabasePlan(ninthDatabase('op2', 'ninth:1.1')));
    expect(runs(host)).toEqual(['db001 ninth:1.1']);

    const open = publicComponent({
      component: publicRef('db001'),
      host: 'db001',
      network: sampleNetwork,
      containerPort: ninth.port,
      hostPort: 19_999,
      idleSeconds: 60,
      image: 'forward:1',
    });
    await done(publishDatabasePlan(ninthDatabase('op3', 'ninth:1.1', { publicComponent: open })));
    expect(runs(host)).toEqual(['db001 ninth:1.1', 'db001-proxy forward:1']);
    await done(publishDatabasePlan(ninthDatabase('op4', 'ninth:1.1')));
    expect(runs(host)).toEqual(['db001 ninth:1.1']);

    let current = 'the-password';
    host.docker.onExec = ([program], { NINTH_PASSWORD: password }) => {
      if (program === 'ninth-change') current = password?.reveal() ?? '';
      return password?.reveal() === current ? 0 : 1;
    };
    await done(changeCredentialsPlan(credentials('op5')));
    expect(current).toBe('another-password');
    host.docker.onExec = () => 0;

    await done(stopPlan(presence('op6')));
    expect(runs(host)).toEqual([]);
    await done(startDatabasePlan(ninthDatabase('op7')));
    expect(runs(host)).toEqual(['db001 ninth:1']);

    await done(
      removePlan(presence('op8'), { deleteVolumes: true, deleteImages: false, deleteNetworks: false }),
    );
    expect([...host.docker.containers.keys()]).toEqual([]);
    expect([...host.docker.volumes.keys()]).toEqual([]);
  });

  it('goes back to the old credentials where the new ones do not sign in', async () => {
    const host = new DoubleHost();
    await runOn(host, startDatabasePlan(ninthDatabase('op1')));
    const asked: string[] = [];
    host.docker.onExec = ([program = ''], { NINTH_PASSWORD: password }) => {
      asked.push(`${program} ${password?.reveal()}`);
      return password?.reveal() === 'the-password' ? 0 : 1;
    };
    expect(await runOn(host, changeCredentialsPlan(credentials('op2')))).toMatchObject({ outcome: 'failed' });
    expect(asked.at(-1)).toBe('ninth-ask the-password');
  });
});

function credentials(operationUuid: string) {
  const before = sampleSettings();
  const after = sampleSettings({ password: new Secret('another-password') });
  const there = ninth.changeCredentials(before, after);
  const back = ninth.changeCredentials(after, before);
  if (there.kind !== 'statements' || back.kind !== 'statements') throw new Error('the ninth has statements');
  const { workload } = ninthDatabase(operationUuid);
  return {
    operationUuid,
    workload,
    component: { name: 'main', key: 'db001' },
    before: { signIn: ninth.signIn(before), change: back.change, settle: null },
    after: { signIn: ninth.signIn(after), change: there.change, settle: null },
    deadlines: { totalMs: 600_000 },
  };
}

describe('a restart whose public port cannot be opened', () => {
  it('puts the previous container back', async () => {
    const host = new DoubleHost();
    await runOn(host, startDatabasePlan(ninthDatabase('op1')));
    const open = publicComponent({
      component: publicRef('db001'),
      host: 'db001',
      network: sampleNetwork,
      containerPort: ninth.port,
      hostPort: 19_999,
      idleSeconds: 60,
      image: 'forward:bad',
    });
    host.docker.onStart = (container) => {
      if (container.spec.image === 'forward:bad') Object.assign(container, { status: 'exited', exitCode: 1 });
    };
    const plan = startDatabasePlan(ninthDatabase('op2', 'ninth:1.1', { publicComponent: open }));
    expect(await runOn(host, plan)).toMatchObject({ outcome: 'failed' });
    expect(runs(host)).toEqual(['db001 ninth:1']);
  });
});
