import { describe, expect, it } from 'vitest';
import { type DesiredNetworks, moveOf } from './desired-networks';

const network = (name: string) => ({ name, environment: name, pool: '10.213.0.0/16' });
const present = {
  all: new Set(['home', 'old', 'further', 'app1']),
  ofEnvironments: new Set(['home', 'old', 'further']),
};
const stack: DesiredNetworks = { home: null, further: [network('further')], isOfFile: true };

function move(networks: string[], desired: DesiredNetworks, component = 'web') {
  const labels = { 'gantry.resource': 'app1', 'gantry.slot': 'blue', 'gantry.component': component };
  return moveOf({ id: 'c1', labels, networks }, desired, present);
}

describe('a service of a compose file', () => {
  it('stays in the networks of its file, and joins a further one under its own name', () => {
    expect(move(['app1', 'office'], stack)).toEqual({
      id: 'c1',
      from: [],
      to: null,
      further: [{ name: 'further', aliases: ['web-app1'] }],
    });
    expect(move(['app1', 'further'], stack)).toBeNull();
  });

  it('leaves environments that it is no longer connected to', () => {
    expect(move(['app1', 'further', 'old'], { ...stack, home: network('home') })).toEqual({
      id: 'c1',
      from: ['old'],
      to: 'home',
      further: [],
    });
    expect(move(['app1', 'further'], { ...stack, further: [] })).toMatchObject({
      from: ['further'],
      to: null,
    });
  });

  it('joins none with the network of the host, of another container, or none, and as the forwarder of a port', () => {
    for (const networks of [['host'], ['none'], ['bridge'], []]) expect(move(networks, stack)).toBeNull();
    expect(move(['app1'], stack, 'db:public')).toBeNull();
  });
});
