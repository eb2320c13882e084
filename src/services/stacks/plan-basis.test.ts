import { expect, it } from 'vitest';
import { type StackPlanBasis, stackBasisChanges } from './plan-basis';

const planned: StackPlanBasis = {
  components: [
    ['db', '1'],
    ['web', '2'],
  ],
  place: '3',
};

it.each<[string, Partial<StackPlanBasis>, string[]]>([
  ['nothing', {}, []],
  [
    'a service',
    {
      components: [
        ['db', '1'],
        ['web', 'x'],
      ],
    },
    ['the service web'],
  ],
  ['a new service', { components: [...planned.components, ['job', '4']] }, ['the service job']],
  ['no service any more', { components: [['web', '2']] }, ['the service db']],
  [
    'an order',
    {
      components: [
        ['web', '2'],
        ['db', '1'],
      ],
    },
    ['the order of the services'],
  ],
  ['a network or a volume', { place: 'x' }, ['the networks, the volumes, the commands or the server']],
])('a plan of a stack knows that %s changed', (_, change, words) =>
  expect(stackBasisChanges(planned, { ...planned, ...change })).toEqual(words),
);
