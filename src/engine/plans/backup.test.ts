import { describe, expect, it } from 'vitest';
import type { BackupSpec, RestoreSpec } from '../../domain/database/backup-spec';
import type { Dump } from '../../domain/database/dump';
import { Secret } from '../../domain/secret';
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
      'dump-0: dump the database into /backups/shop.dmp, and check that the dump is readable',
      'dump-1: dump the database into /backups/users.sql.gz, and check that the dump is readable',
      'retention: remove /backups/old.dmp',
    ]));

  it('removes half a dump when it is cancelled, and no whole one', () =>
    expect(backupPlan(spec).steps[0]?.undo).toEqual([
      { kind: 'kill-job', name: 'op0001-dump-0' },
      { kind: 'remove-path', path: '/backups/shop.dmp.part' },
    ]));
});

describe('a backup that is copied to S3', () => {
  const bucket = {
    endpoint: 'https://s3.example.com',
    bucket: 'backups',
    region: 'us-east-1',
    key: new Secret('key'),
    secret: new Secret('secret'),
    internalHosts: [],
  };
  const object = (key: string) => ({ bucket, key });
  const spec: BackupSpec = {
    operationUuid,
    workload,
    dumps: [
      { name: 'shop', dump: dumpOf('postgresql'), file: '/backups/shop.dmp', object: object('p/shop.dmp') },
    ],
    outdated: [],
    outdatedObjects: [object('p/old.dmp')],
    timeoutMs: 600_000,
  };

  it('is there whatever becomes of the copy, and an upload that is not complete is given up', () => {
    const plan = backupPlan(spec);
    const place = 'https://s3.example.com/backups/p';
    expect(lines(plan)).toEqual([
      'dump-0: dump the database into /backups/shop.dmp, and check that the dump is readable',
      `begin-upload-0: start the upload of ${place}/shop.dmp`,
      `upload-0: send /backups/shop.dmp to ${place}/shop.dmp, and check that it is complete`,
      `retention-s3: remove ${place}/old.dmp`,
    ]);
    expect(plan.steps.slice(1).every(({ onFail }) => onFail === 'warn')).toBe(true);
    expect(plan.cleanup.map(({ kind }) => kind)).toEqual(['remove-job', 'remove-job', 'abort-upload']);
  });

  it('is fetched for a restore where the server has it no more', () => {
    const restore: RestoreSpec = {
      operationUuid,
      workload,
      component: { name: 'main', key: workload.uuid },
      dump: dumpOf('postgresql'),
      file: '/backups/shop.dmp',
      object: object('p/shop.dmp'),
      signIn: databaseKinds.postgresql.signIn(settings),
      timeoutMs: 600_000,
    };
    const folder = '/var/lib/gantry/gantry1/deployments/op0001';
    expect(lines(restorePlan(restore)).filter((line) => line.includes('fetch'))).toEqual([
      `download: fetch https://s3.example.com/backups/p/shop.dmp into ${folder}/fetched.dmp`,
      `restore: check that ${folder}/fetched.dmp is readable, and restore the database from it`,
    ]);
  });
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
      'previous: find the running containers',
      `keep: dump the database into ${kept}, and check that the dump is readable`,
      'restore: check that /backups/shop.dmp is readable, and restore the database from it',
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
