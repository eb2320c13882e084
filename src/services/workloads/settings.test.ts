import { expect, it } from 'vitest';
import { splitSettings } from './settings';

it('parts a change by the table of each column', () => {
  const change = { name: 'web', limitsCpus: undefined, buildPack: 'static', fqdn: null };
  expect(splitSettings(change)).toEqual({
    workload: { name: 'web', limitsCpus: undefined },
    own: { buildPack: 'static', fqdn: null },
  });
});
