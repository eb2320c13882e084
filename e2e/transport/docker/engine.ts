import type { ContainerSpec } from '../../../src/transport/docker/api';
import type { Host } from '../../../src/transport/host';
import type { Lab, LabHost } from '../../lab/types';

/** Docker on a machine, as one user of it reaches it. */
export interface Engine {
  lab(): Lab;
  machine(): LabHost;
  host(): Host;
  docker(): Host['docker'];
}

/** The network that a suite has for its containers. */
export const network = 'transport-test';
export const subnet = '10.213.254.0/26';

/** What a suite finds its containers and volumes by. */
export const labels = { 'transport.test': 'yes' };

/** A container of a web server on that network. */
export const web = (name: string, changes: Partial<ContainerSpec> = {}): ContainerSpec => ({
  name,
  image: 'gantry-test/web:1',
  env: ['GREETING=a\nb $x "y"'],
  labels: { ...labels, 'gantry.deployment': 'd1' },
  exposedPorts: ['8080/tcp'],
  hostConfig: {},
  network: { name: network, aliases: ['web'] },
  ...changes,
});
