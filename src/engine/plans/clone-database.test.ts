import { describe, expect, it } from 'vitest';
import type { CloneSource } from '../../domain/database/database-spec';
import { ofWorkload, workloadLabels } from '../component/labels';
import { databaseKinds } from '../database/kinds';
import { renderPlan } from '../plan/render';
import { DoubleHost } from '../testing/double-host';
import { runOn } from '../testing/run-plan';
import { sampleDatabase, sampleSettings } from '../testing/sample-database';
import { cloneDatabasePlan } from './clone-database';

const database = sampleDatabase('postgresql');
const workload = { ...database.workload, uuid: 'source001', name: 'Source' };
const dumped: CloneSource = {
  kind: 'dump',
  workload,
  container: 'source001',
  dump: databaseKinds.postgresql.dumps!.all!(sampleSettings({ host: 'source001' })),
};
const copied: CloneSource = {
  kind: 'volumes',
  workload,
  volumes: [{ from: 'redis-data-source001', to: 'redis-data-db001' }],
  isRunning: true,
  graceSeconds: 30,
};

const lines = (source: CloneSource) =>
  renderPlan(cloneDatabasePlan({ database, source })).map(
    ({ id, actions }) => `${id}: ${actions.map(({ text }) => text).join('; ')}`,
  );
const file = '/var/lib/gantry/gantry1/deployments/op0001/data.sql.gz';

/** Make a machine on which the source runs. */
async function machine(): Promise<DoubleHost> {
  const host = new DoubleHost();
  host.answers.push(['stat', { stdout: '1234\n' }]);
  const id = await host.docker.createContainer({
    name: 'source001',
    image: 'x',
    labels: ofWorkload(workload),
    hostConfig: {},
  });
  await host.docker.startContainer(id);
  return host;
}

const statusOf = async (host: DoubleHost, name: string) => (await host.docker.inspectContainer(name))?.status;

describe('a clone by dump and restore', () => {
  it('dumps the source while it runs, and restores into the new database once that answers', () =>
    expect(lines(dumped).filter((line) => /dump|restore|health/.test(line))).toEqual([
      `dump: dump the database into ${file}, and check that the dump is readable`,
      expect.stringMatching(/^health: wait until it is healthy: psql/),
      `restore: check that ${file} is readable, and restore the database from it`,
    ]));

  it('leaves both running, and no dump', async () => {
    const host = await machine();
    const result = await runOn(host, cloneDatabasePlan({ database, source: dumped }));
    expect(result).toMatchObject({ outcome: 'finished', facts: { dumps: { [file]: { bytes: 1234 } } } });
    expect(await statusOf(host, 'source001')).toBe('running');
    expect(await statusOf(host, 'db001')).toBe('running');
    expect(host.startedJobs).toEqual(['op0001-dump', 'op0001-restore']);
    expect(host.commands.map(({ argv }) => argv.join(' '))).toContain(
      'rm -rf -- /var/lib/gantry/gantry1/deployments/op0001',
    );
  });

  it('leaves nothing of the clone where the dump fails', async () => {
    const host = await machine();
    host.jobCode = 1;
    const result = await runOn(host, cloneDatabasePlan({ database, source: dumped }));
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'dump' });
    expect(await statusOf(host, 'db001')).toBeUndefined();
    expect([...host.docker.volumes.keys()]).toEqual([]);
    expect(await statusOf(host, 'source001')).toBe('running');
  });

  it('does not read a container of that name that is another workload', async () => {
    const host = new DoubleHost();
    await host.docker.createContainer({ name: 'source001', image: 'x', labels: {}, hostConfig: {} });
    await host.docker.startContainer('source001');
    const result = await runOn(host, cloneDatabasePlan({ database, source: dumped }));
    expect(result).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('not a container of'),
    });
  });
});

describe('a clone of volumes', () => {
  it('stops the source for the time of the copy', () =>
    expect(lines(copied).slice(5, 8)).toEqual([
      'stop-source: stop its containers: SIGTERM, then SIGKILL after 30 s',
      'copy: copy the volume redis-data-source001 to redis-data-db001',
      'start-source: start the containers of Source',
    ]));

  it('never has a volume with a writer while it is copied', async () => {
    const host = await machine();
    let during: string | undefined;
    host.before = async (what) => {
      if (what === 'job op0001-copy-0') during = await statusOf(host, 'source001');
    };
    expect(await runOn(host, cloneDatabasePlan({ database, source: copied }))).toMatchObject({
      outcome: 'finished',
    });
    expect(during).toBe('exited');
    expect(host.docker.volumes.get('redis-data-db001')).toEqual(workloadLabels(database.workload));
    expect(await statusOf(host, 'source001')).toBe('running');
    expect(await statusOf(host, 'db001')).toBe('running');
  });

  it('starts the source again where the copy fails, and removes what was copied', async () => {
    const host = await machine();
    host.jobCode = 1;
    expect(await runOn(host, cloneDatabasePlan({ database, source: copied }))).toMatchObject({
      outcome: 'failed',
      failedStep: 'copy',
    });
    expect(await statusOf(host, 'source001')).toBe('running');
    expect([...host.docker.volumes.keys()]).toEqual([]);
  });

  it('leaves a source alone that does not run', () =>
    expect(lines({ ...copied, isRunning: false }).join('\n')).not.toContain('source:'));
});
