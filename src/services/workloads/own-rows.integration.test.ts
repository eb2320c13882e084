import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DeploymentLab, openDeploymentLab } from '../operations/testing';

let lab: DeploymentLab;
beforeAll(async () => {
  lab = await openDeploymentLab();
});
afterAll(() => lab.close());

it('keeps a condition on the workload beside the one of the organization', async () => {
  const scope = await lab.addOrganization();
  const server = await lab.addServer(scope);
  const [first, second] = [await lab.addApplication(scope, server), await lab.addApplication(scope, server)];
  const found = ({ uuid }: { uuid: string }) =>
    scope.db.application.findMany({ where: { workload: { uuid } }, select: { id: true } });
  expect([await found(first), await found(second)]).toEqual([[{ id: first.id }], [{ id: second.id }]]);
  const other = await lab.addOrganization();
  expect(await other.db.application.count({ where: { workload: { uuid: first.uuid } } })).toBe(0);
  expect(await other.db.application.updateMany({ where: { id: first.id }, data: { isSpa: true } })).toEqual({
    count: 0,
  });
});
