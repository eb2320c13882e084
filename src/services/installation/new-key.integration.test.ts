import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../db/database';
import { testSecretKey } from '../../db/testing';
import { Secret } from '../../domain/secret';
import { readApplication } from '../applications/read';
import { type Scope, type Services, scopeOf } from '../context';
import { configurationOf } from '../deployments/configuration';
import { claimKey } from '../idempotency/claim';
import { type DeploymentLab, openDeploymentLab } from '../operations/testing';

let lab: DeploymentLab;
/** The same installation after its secret key was replaced. */
let after: Services;
let scope: Scope;
beforeAll(async () => {
  lab = await openDeploymentLab();
  scope = await lab.addOrganization();
  const newKey = new Secret('a-newer-key-0123456789abcdef-0123456789');
  after = {
    ...lab.services,
    database: openDatabase(lab.database.url, newKey, { olderKeys: [testSecretKey] }),
  };
});
afterAll(async () => {
  await after.database.close();
  await lab.close();
});

it('does not let a request be done twice', async () => {
  const request = { key: 'once', request: ['project.create', { name: 'Once' }] };
  const answer = { status: 201, headers: {}, body: '{}' };
  const first = await claimKey(lab.services, scope.principal, request);
  if (first.answer) throw new Error('It was never sent.');
  await first.keep(answer);
  expect(await claimKey(after, scope.principal, request)).toEqual({ answer });
  const another = { ...request, request: ['project.create', { name: 'Twice' }] };
  await expect(claimKey(after, scope.principal, another)).rejects.toMatchObject({
    code: 'validation_failed',
  });
});

it('is no change of an application', async () => {
  const { unscoped: db, sealer } = lab.database;
  const server = await lab.addServer(scope);
  const { id, uuid } = await lab.addApplication(scope, server);
  await db.application.update({ where: { id }, data: { dockerfile: 'FROM scratch' } });
  const { application, ...workload } = await db.workload.findUniqueOrThrow({
    where: { id },
    include: { application: true },
  });
  if (!application) throw new Error('A workload of this kind has one.');
  const { hash } = configurationOf(sealer, { ...workload, ...application }, { variables: [], storages: [] });
  await db.workload.update({ where: { id }, data: { configHash: hash } });
  const isChanged = async () =>
    (await readApplication(scopeOf(after, scope.principal), uuid)).isConfigurationChanged;
  expect(await isChanged()).toBe(false);
  await db.application.update({ where: { id }, data: { dockerfile: 'FROM busybox' } });
  expect(await isChanged()).toBe(true);
});
