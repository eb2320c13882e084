import { describe, expect, it } from 'vitest';
import type { BackupSpec, RestoreSpec } from '../../domain/database/backup-spec';
import type { Dump } from '../../domain/database/dump';
import { databaseKinds } from '../database/kinds';
import { renderPlan } from '../plan/render';
import type { Plan } from '../plan/types';
import { sampleDatabase, sampleSettings } from '../testing/sample-database';
import { backupPlan, removeBackupsPlan, restorePlan } from './backup';

const { operationUuid, workload } = sampleDatabase('postgresql');
const settings = sampleSettings();

function dumpOf(engine: 'postgresql' | 'mysql'): Dump {
  const dump = databaseKinds[engine].dumps?.database(settings, { name: 'shop', without: [] });
  if (!dump) throw new Error(`${engine} has no dumps`);
  return dump;
}

const lines = (plan: Plan) =>
  renderPlan(plan).map(({ id, actions }) => `${id}: ${actions.map(({ text }) => text).join('; ')}`);

describe('a backup', () => {
  const spec: BackupSpec = {
    operationUuid,
    workload,
    dumps: [
      { name: 'shop', dump: dumpOf('postgresql'), file: '/backups/shop.dmp' },
      { name: 'users', dump: dumpOf('mysql'), file: '/backups/users.sql.gz' },
    ],
    outdated: ['/backups/old.dmp'],
    timeoutMs: 600_000,
  };

  it('removes old ones only when all new ones are there', () =>
    expect(lines(backupPlan(spec))).toEqual([
      'dump-0: dump the database into /backups/shop.dmp, and see that the dump can be read',
      'dump-1: dump the database into /backups/users.sql.gz, and see that the dump can be read',
      'retention: remove /backups/old.dmp',
    ]));

  it('removes half a dump when it is cancelled, and no whole one', () =>
    expect(backupPlan(spec).steps[0]?.undo).toEqual([
      { kind: 'kill-job', name: 'op0001-dump-0' },
      { kind: 'remove-path', path: '/backups/shop.dmp.part' },
    ]));
});

describe('a restore', () => {
  const spec: RestoreSpec = {
    operationUuid,
    workload,
    component: { name: 'main', key: workload.uuid },
    dump: dumpOf('postgresql'),
    file: '/backups/shop.dmp',
    signIn: databaseKinds.postgresql.signIn(settings),
    timeoutMs: 600_000,
  };

  it('keeps what is there before it touches anything', () => {
    const kept = '/var/lib/gantry/gantry1/deployments/op0001/before.dmp';
    expect(lines(restorePlan(spec))).toEqual([
      'previous: find the containers that run now',
      `keep: dump the database into ${kept}, and see that the dump can be read`,
      'restore: see that /backups/shop.dmp can be read, and restore the database from it',
      'query: run psql in the container',
    ]);
    expect(restorePlan(spec).steps[2]?.undo).toMatchObject([
      { kind: 'kill-job' },
      { kind: 'restore-dump', of: { file: kept } },
    ]);
  });
});

it('a removal takes the files and nothing else', () =>
  expect(lines(removeBackupsPlan({ operationUuid, workload, files: ['/backups/a', '/backups/b'] }))).toEqual([
    'remove: remove /backups/a; remove /backups/b',
  ]));
