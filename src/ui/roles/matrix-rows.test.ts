import { expect, test } from 'vitest';
import { type CustomRole, matrixLines } from './matrix-rows';

const all = { owner: 'yes', admin: 'yes', custom: 'list', condition: null } as const;
const row = {
  resource: 'application',
  actions: [
    { action: 'create', member: 'grant' as const, ...all },
    { action: 'read', member: 'yes' as const, ...all },
    { action: 'delete', member: 'grant' as const, ...all },
  ],
};
const servers = { resource: 'server', actions: [{ action: 'read', member: 'names' as const, ...all }] };

function role(permissions: string[], projects: string[] = []): CustomRole {
  const time = '2026-01-01T00:00:00Z';
  return {
    id: 'r1',
    name: 'Role',
    description: null,
    permissions,
    projects,
    members_count: 0,
    created_at: time,
    updated_at: time,
  };
}

test('actions that every role treats alike share a line', () => {
  const lines = matrixLines(row, []);
  expect(lines.map(({ actions }) => actions)).toEqual([['read'], ['create', 'delete']]);
});

test('a custom role that tells them apart parts the line', () => {
  const lines = matrixLines(row, [role(['application:delete'])]);
  expect(lines.map(({ actions, custom }) => [actions, custom])).toEqual([
    [['read'], ['no']],
    [['create'], ['no']],
    [['delete'], ['yes']],
  ]);
});

test('a role with projects is confined to them, in what lives in a project', () => {
  const [line] = matrixLines(row, [role(['application:*'], ['p1'])]);
  expect(line?.custom).toEqual(['grant']);
  const [unconfined] = matrixLines(servers, [role(['server:read'], ['p1'])]);
  expect(unconfined?.custom).toEqual(['yes']);
});

test('what no list can give or take is as the table says', () => {
  const own = {
    resource: 'api_key',
    actions: [{ action: 'create', member: 'yes' as const, ...all, custom: 'yes' as const }],
  };
  expect(matrixLines(own, [role(['tag:read'])])[0]?.custom).toEqual(['yes']);
});
