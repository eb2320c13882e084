import { describe, expect, it } from 'vitest';
import type { Principal } from '../../auth/context';
import type { Ability } from '../../domain/permission/ability';
import { toolsFor } from './answer-message';
import { describeTool } from './describe-tool';
import { tools } from './tools';

/** Make a principal with a token of an owner. */
function holding(...abilities: Ability[]): { principal: Principal } {
  const id = '0b9b2b1e-5c1f-4d0c-9d1b-0f5a3a1c2d3e';
  const principal: Principal = {
    via: 'bearer',
    user: {
      id,
      no: 1,
      email: 'owner@example.com',
      username: 'owner',
      name: 'Owner',
      siteRole: 'member',
      loginType: 'password',
      isTwoFactorEnabled: false,
    },
    organization: { id, no: 0, slug: 'root', name: 'Root' },
    role: 'owner',
    customRole: null,
    grants: [],
    isLimited: false,
    isInstanceAdmin: true,
    isTwoFactorDue: false,
    session: null,
    key: { id: 'testkey00000', no: 1, name: 'test', abilities, scopes: [], allowList: ['*:*'] },
  };
  return { principal };
}

const names = (...abilities: Ability[]) => toolsFor(holding(...abilities)).map(({ name }) => name);

describe('the list of tools', () => {
  it('costs at most 2 500 tokens', () => {
    const bytes = Buffer.byteLength(JSON.stringify(tools.map(describeTool)));
    expect(bytes / 4).toBeLessThan(2500 * 0.75); // JSON of short words has fewer bytes per token than prose
  });

  it('has what a token may do and nothing else', () => {
    expect(names('root')).toEqual(tools.map(({ name }) => name));
    expect(names('read')).toEqual([
      'find',
      'inspect',
      'diagnose',
      'logs',
      'env_diff',
      'search_operations',
      'call_operation',
    ]);
    expect(names('deploy')).toEqual(
      expect.arrayContaining(['diagnose', 'plan', 'deploy', 'rollback', 'apply']),
    );
    expect(names('deploy')).not.toContain('env_set');
    expect(names('write')).toContain('env_set');
    const configuration = (...abilities: Ability[]) =>
      names(...abilities).filter((name) => name.endsWith('_configuration'));
    expect(configuration('read', 'read:sensitive', 'deploy')).toEqual([]);
    expect(configuration('write')).toEqual([
      'export_configuration',
      'plan_configuration',
      'apply_configuration',
    ]);
    expect(names('write')).not.toContain('find');
  });

  it('has one sentence or two for each, and says what changes nothing', () => {
    for (const { description } of tools) expect(description.length).toBeLessThan(260);
    const changing = tools.filter(({ isReadOnly }) => !isReadOnly).map(({ name }) => name);
    expect(changing).toEqual([
      'deploy',
      'rollback',
      'env_set',
      'apply',
      'apply_configuration',
      'call_operation',
    ]);
  });
});
