import { beforeEach, describe, expect, it } from 'vitest';
import type { DrillSpec } from '../../domain/database/backup-spec';
import { databaseKinds } from '../database/kinds';
import { renderPlan } from '../plan/render';
import { DoubleHost } from '../testing/double-host';
import { runOn } from '../testing/run-plan';
import { sampleDatabase, sampleSettings } from '../testing/sample-database';
import { drillPlan } from './drill';

const settings = sampleSettings();
const { database: dump, count } = databaseKinds.postgresql.dumps!;
const part = { name: 'shop', without: [], isElsewhere: true };
const spec: DrillSpec = {
  database: sampleDatabase('postgresql'),
  dump: dump(settings, part),
  file: '/backups/shop.dmp',
  bytes: 1000,
  count: count(settings, part),
  expected: { tables: [2, 2], rows: [10, 12] },
  timeoutMs: 600_000,
};

let host: DoubleHost;
beforeEach(() => {
  host = new DoubleHost();
  host.docker.execOutput = () => '2 11\n';
});

const nothingIsLeft = () => {
  expect([...host.docker.containers.values()]).toEqual([]);
  expect([...host.docker.volumes.keys()]).toEqual([]);
};

describe('a restore drill', () => {
  it('makes a database, restores into it, counts, and removes it', () => {
    const lines = renderPlan(drillPlan(spec)).map(
      ({ id, actions }) => `${id}: ${actions.map(({ text }) => text).join('; ')}`,
    );
    expect(lines[0]).toMatch(/^room: check that .* free/);
    expect(lines.slice(-3)).toEqual([
      'restore: check that /backups/shop.dmp is readable, and restore the database from it',
      'count: count its tables and rows, and compare them with those of the dump',
      'remove: remove its containers; remove its volumes',
    ]);
  });

  it('leaves nothing, and tells what it counted', async () => {
    expect(await runOn(host, drillPlan(spec))).toMatchObject({
      outcome: 'finished',
      facts: { counts: { restored: { tables: 2, rows: 11 } } },
    });
    expect(host.startedJobs).toEqual(['op0001-restore']);
    nothingIsLeft();
  });

  it.each([
    ['2 13', /has 13 rows; the database had between 10 and 12/],
    ['1 11', /has 1 tables; the database had 2 when/],
    ['', /could not be counted/],
  ])('fails where the copy has %j, and leaves nothing', async (printed, reason) => {
    host.docker.execOutput = () => printed;
    const result = await runOn(host, drillPlan(spec));
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'count' });
    expect(result.reason).toMatch(reason);
    nothingIsLeft();
  });

  it('fails where the dump cannot be restored, and leaves nothing', async () => {
    host.jobCode = 1;
    expect(await runOn(host, drillPlan(spec))).toMatchObject({ outcome: 'failed', failedStep: 'restore' });
    nothingIsLeft();
  });

  it('takes whatever is there where it was not counted', async () => {
    host.docker.execOutput = () => '7 7';
    expect(await runOn(host, drillPlan({ ...spec, expected: null }))).toMatchObject({ outcome: 'finished' });
  });

  it('restores what belongs to roles that only the database knows', () => {
    expect(spec.dump.read.argv).toEqual(expect.arrayContaining(['--no-owner', '--no-privileges']));
    expect(dump(settings, { name: 'shop', without: [] }).read.argv).not.toContain('--no-owner');
  });
});
