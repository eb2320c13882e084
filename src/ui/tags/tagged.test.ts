import { expect, test } from 'vitest';
import { operationLinks, taggedOf } from './tagged';

const listed = (uuid: string) => ({ uuid, name: uuid, project_uuid: 'p1' });
const workloads = taggedOf({
  applications: [listed('web'), listed('shop')],
  databases: [listed('pg')],
  stacks: [listed('umami')],
});

test('each workload leads to its deployment or to its operations', () => {
  expect(operationLinks(workloads, [{ resource_uuid: 'web', deployment_uuid: 'd1' }])).toEqual([
    { uuid: 'web', label: 'Application web', href: '/applications/web/deployments/d1' },
    { uuid: 'shop', label: 'Application shop', href: '/applications/shop/deployments' },
    { uuid: 'pg', label: 'Database pg', href: '/databases/pg/operations' },
    { uuid: 'umami', label: 'Service umami', href: '/services/umami/operations' },
  ]);
});

test('a deployment of an application that was not listed has a link, too', () => {
  expect(operationLinks([], [{ resource_uuid: 'new', deployment_uuid: 'd2' }])).toEqual([
    { uuid: 'new', label: 'Application new', href: '/applications/new/deployments/d2' },
  ]);
});
