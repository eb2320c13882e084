import { expect, it } from 'vitest';
import { operationKinds, operationTitle } from './operation';

it('every kind of operation has a title, and one of a later version its name', () => {
  const plain = { parameters: {}, force: null };
  for (const kind of operationKinds) expect(operationTitle({ kind, ...plain })).toMatch(/^[A-Z]/);
  expect(operationTitle({ ...plain, kind: 'deploy', force: true })).toBe('Rebuild');
  expect(operationTitle({ ...plain, kind: 'start', parameters: { onlyPublicPort: true } })).toBe(
    'Public port change',
  );
  expect(operationTitle({ kind: 'toString', ...plain })).toBe('toString');
});
