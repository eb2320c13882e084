import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Scope } from '../context';
import { startDeployment } from '../deployments/start';
import { keepPlannedSteps, listOperationSteps } from './steps';
import { type DeploymentLab, openDeploymentLab } from './testing';

let lab: DeploymentLab;
let scope: Scope;
let uuid: string;

beforeAll(async () => {
  lab = await openDeploymentLab();
  scope = await lab.addOrganization();
  const application = await lab.addApplication(scope, await lab.addServer(scope));
  uuid = (await startDeployment(scope, { applicationUuid: application.uuid, kind: 'deploy', force: true }))
    .uuid;
});
afterAll(() => lab.close());

const seen = async () => (await listOperationSteps(scope, uuid)).map(({ stepId, state }) => [stepId, state]);

it('lists what waits while a deployment runs, and only what happened when it has ended', async () => {
  const { id } = await lab.database.unscoped.operation.findUniqueOrThrow({ where: { uuid } });
  const step = (stepId: string, title: string) => ({ id: stepId, title, actions: [], deadlineMs: 1 });
  await keepPlannedSteps(scope, id, {
    steps: [step('image', 'Image'), step('start', 'Start'), step('switch', 'Switch')].map((each) => ({
      ...each,
      onFail: 'fail' as const,
    })),
  });
  expect(await seen()).toEqual([]);

  const startedAt = new Date();
  await lab.database.unscoped.operation.update({ where: { id }, data: { status: 'in_progress' } });
  await lab.database.unscoped.operationStep.create({
    data: { operationId: id, stepId: 'image', position: 0, title: 'Image', state: 'done', startedAt },
  });
  expect(await seen()).toEqual([
    ['image', 'done'],
    ['start', 'waiting'],
    ['switch', 'waiting'],
  ]);

  await lab.database.unscoped.operation.update({ where: { id }, data: { status: 'failed' } });
  expect(await seen()).toEqual([['image', 'done']]);
});
