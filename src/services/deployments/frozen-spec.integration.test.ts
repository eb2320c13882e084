import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Scope } from '../context';
import { readFrozen } from '../operations/frozen';
import { type DeploymentLab, openDeploymentLab } from '../operations/testing';
import { deployment } from './definition';
import { startDeployment } from './start';

const PURPOSE = 'deployment_specifications.sealed';

let lab: DeploymentLab;
let scope: Scope;
let server: { id: number; uuid: string };
let application: { id: number; uuid: string };

beforeAll(async () => {
  lab = await openDeploymentLab();
  scope = await lab.addOrganization();
  server = await lab.addServer(scope);
  application = await lab.addApplication(scope, server);
});
afterAll(() => lab.close());

/** A deployment interrupted before the new container started, and the text of its frozen specification. */
async function interrupted(): Promise<{ uuid: string; operationId: number; text: string }> {
  const request = { applicationUuid: application.uuid, kind: 'deploy', force: true } as const;
  const { uuid } = await startDeployment(scope, request);
  lab.engine.hold('start');
  const claim = await lab.claim(server);
  if (!claim) throw new Error('nothing to claim');
  const stopping = new AbortController();
  const begun = lab.engine.begun.length;
  const run = lab.run(claim, stopping.signal);
  await expect.poll(() => lab.engine.begun.slice(begun)).toContain('start');
  stopping.abort();
  await run;
  lab.engine.release('start');
  const { operationId, sealed } = await lab.database.unscoped.operationSpecification.findFirstOrThrow();
  return { uuid, operationId, text: lab.database.sealer.open(sealed, PURPOSE).reveal() };
}

function replaceFrozen(operationId: number, frozen: unknown): Promise<unknown> {
  const sealed = lab.database.sealer.seal(JSON.stringify(frozen), PURPOSE);
  return lab.database.unscoped.operationSpecification.update({ where: { operationId }, data: { sealed } });
}

it('goes on with what a version before workloads froze and journalled', async () => {
  const { uuid, operationId, text } = await interrupted();
  const { spec } = JSON.parse(text);
  const { workload, component, operationUuid, buildVariables, ...rest } = spec;
  await replaceFrozen(operationId, {
    version: 1,
    spec: {
      ...rest,
      deploymentUuid: operationUuid,
      applicationUuid: workload.uuid,
      applicationName: workload.name,
      organizationUuid: workload.organizationUuid,
      projectName: workload.projectName,
      environmentName: workload.environmentName,
      instanceId: workload.instanceId,
      environment: {
        runtime: component.environment.runtime,
        build: buildVariables,
        injected: component.environment.injected,
      },
      container: component.container,
      health: component.health,
      routing: component.routing,
    },
  });
  const { unscoped: db } = lab.database;
  const flat = { image: 'app:0', digest: 'sha256:0', containerName: 'app-0', port: 81 };
  await db.operationStep.updateMany({ where: { operationId, stepId: 'image' }, data: { facts: flat } });
  await lab.runNext(server, 'process-b');
  const [before, after] = lab.engine.specs.slice(-2);
  expect(after).toEqual(before);
  expect(await db.release.findMany({ where: { deploymentUuid: uuid } })).toMatchObject([flat]);
});

it('leaves what a later version began to that version', async () => {
  const { operationId, text } = await interrupted();
  await replaceFrozen(operationId, { ...JSON.parse(text), version: 3 });
  const frozen = await readFrozen(scope, operationId);
  expect(() => frozen && deployment.thaw(frozen)).toThrow('another version of Gantry');
});
