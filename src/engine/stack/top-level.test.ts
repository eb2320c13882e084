import { describe, expect, it } from 'vitest';
import { composeProject } from '../compose/compose.testing';
import { stackNetworks } from './networks';
import { stackVolumes } from './volumes';

const project = composeProject(`
services:
  web:
    image: nginx:1
    networks: [default, inner, shared]
    volumes: [data:/data, memory:/memory, plain:/plain, lent:/lent]
volumes:
  data: {labels: {tier: store}}
  memory: {driver_opts: {type: tmpfs, device: tmpfs, o: size=16m}}
  unused: {labels: {tier: none}}
  lent: {external: true, labels: {tier: other}}
networks:
  inner: {internal: true, labels: [tier=store]}
  shared: {external: true, name: lan}
`);
const owner = { uuid: 'stack001', organizationUuid: 'org1' };
const pool = '10.213.0.0/16';

describe('the top of a compose file', () => {
  it('gives labels and options to the volumes that are mounted and its own', () =>
    expect(stackVolumes('stack001', project, project.services)).toEqual([
      { name: 'stack001-data', labels: { tier: 'store' }, options: {} },
      { name: 'stack001-memory', labels: {}, options: { type: 'tmpfs', device: 'tmpfs', o: 'size=16m' } },
    ]));

  it('leaves volumes alone that no service of the operation mounts', () =>
    expect(stackVolumes('stack001', project, [])).toEqual([]));

  it('gives labels and its organization to its own networks', () =>
    expect(stackNetworks(owner, project, pool)).toEqual([
      { name: 'stack001', environment: null, workload: 'stack001', organization: 'org1', pool },
      {
        name: 'stack001_inner',
        environment: null,
        workload: 'stack001',
        organization: 'org1',
        pool,
        isInternal: true,
        labels: { tier: 'store' },
      },
      { name: 'lan', environment: null, pool },
    ]));
});
