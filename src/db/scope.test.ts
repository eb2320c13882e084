import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { organizationModels } from './scope';

test('every model with an organization column is scoped', () => {
  const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  const withOrganization = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)]
    .filter(([, , body]) => /^\s+organizationId\s/m.test(body ?? ''))
    .map(([, name]) => name);
  expect([...organizationModels].sort()).toEqual(withOrganization.sort());
});
