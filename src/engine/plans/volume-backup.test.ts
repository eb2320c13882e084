import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { VolumeBackupSpec, VolumeRestoreSpec } from '../../domain/volume-backup';
import { workloadLabels } from '../component/labels';
import { renderPlan } from '../plan/render';
import type { Plan } from '../plan/types';
import { DoubleHost } from '../testing/double-host';
import { runOn } from '../testing/run-plan';
import { sampleDatabase } from '../testing/sample-database';
import { volumeBackupPlan, volumeRestorePlan } from './volume-backup';

const { operationUuid, workload } = sampleDatabase('postgresql');
const place = { kind: 'volume', name: 'app-data' } as const;
const writers = [{ workload, components: ['main'] }];
const bucket = {
  endpoint: 'https://s3.example.com',
  bucket: 'backups',
  region: 'us-east-1',
  key: new Secret('key'),
  secret: new Secret('secret'),
  internalHosts: [],
};
const spec: VolumeBackupSpec = {
  operationUuid,
  workload,
  place,
  file: '/backups/data.tar.gz',
  writers: [],
  graceSeconds: 30,
  keepsLocal: true,
  outdated: [],
  outdatedObjects: [],
  timeoutMs: 600_000,
};
const restore: VolumeRestoreSpec = {
  operationUuid,
  workload,
  place,
  file: '/backups/data.tar.gz',
  writers,
  graceSeconds: 30,
  timeoutMs: 600_000,
};
const folder = '/var/lib/gantry/gantry1/deployments/op0001';

const lines = (plan: Plan) =>
  renderPlan(plan).map(({ id, actions }) => `${id}: ${actions.map(({ text }) => text).join('; ')}`);

describe('the backup of a volume', () => {
  it('stops nothing, unless that is wanted', () => {
    expect(lines(volumeBackupPlan(spec))).toEqual([
      'archive: archive the volume app-data into /backups/data.tar.gz, and check that the archive is readable',
    ]);
    expect(volumeBackupPlan(spec).downtime.class).toBe('none');
  });

  it('starts what it has stopped before anything is sent, and whatever fails', () => {
    const object = { bucket, key: 'p/data.tar.gz' };
    const plan = volumeBackupPlan({ ...spec, writers, object, outdated: ['/backups/old.tar.gz'] });
    expect(lines(plan)).toEqual([
      'writers: find the running containers that may write to it',
      'stop: stop them: SIGTERM, then SIGKILL after 30 s',
      'archive: archive the volume app-data into /backups/data.tar.gz, and check that the archive is readable',
      'start: start the same containers again',
      'begin-upload-0: start the upload of https://s3.example.com/backups/p/data.tar.gz',
      'upload-0: send /backups/data.tar.gz to https://s3.example.com/backups/p/data.tar.gz, and check that it is complete',
      'retention: remove /backups/old.tar.gz',
    ]);
    expect(plan.steps[1]?.undo).toEqual([{ kind: 'start-writers' }]);
    expect(plan.downtime.class).toBe('stop-start');
  });

  it('removes the file of a copy that is to be the only one, when it is whole', () => {
    const object = { bucket, key: 'p/data.tar.gz' };
    const { steps } = volumeBackupPlan({ ...spec, object, keepsLocal: false });
    expect(steps.at(-1)).toMatchObject({
      id: 'local',
      actions: [{ kind: 'remove-uploaded', file: '/backups/data.tar.gz' }],
      onFail: 'warn',
    });
  });
});

describe('the restore of a volume', () => {
  it('keeps what is there before it touches anything, while nothing writes', () => {
    const plan = volumeRestorePlan(restore);
    expect(lines(plan)).toEqual([
      'writers: find the running containers that may write to it',
      'stop: stop them: SIGTERM, then SIGKILL after 30 s',
      'place: create the volume app-data if it does not exist',
      `keep: archive the volume app-data into ${folder}/before.tar.gz, and check that the archive is readable`,
      'restore: check that /backups/data.tar.gz is readable, and replace the contents of the volume app-data with it',
      'start: start the same containers again',
    ]);
    expect(plan.steps[4]?.undo).toMatchObject([
      { kind: 'kill-job' },
      { kind: 'restore-archive', of: { file: `${folder}/before.tar.gz` } },
    ]);
  });

  it('makes a volume that is not there as one of the workload and its organization', async () => {
    const host = new DoubleHost();
    host.answers.push(['stat', { stdout: '1234\n' }]);
    expect(await runOn(host, volumeRestorePlan({ ...restore, writers: [] }))).toMatchObject({
      outcome: 'finished',
    });
    expect(host.docker.volumes.get('app-data')).toEqual(workloadLabels(workload));
    expect(workloadLabels(workload)).toMatchObject({ 'gantry.organization': workload.organizationUuid });
  });

  it('fetches the archive where the server has it no more', () => {
    const plan = volumeRestorePlan({ ...restore, object: { bucket, key: 'p/data.tar.gz' } });
    expect(lines(plan)[0]).toBe(
      `download: fetch https://s3.example.com/backups/p/data.tar.gz into ${folder}/fetched.tar.gz`,
    );
  });
});
