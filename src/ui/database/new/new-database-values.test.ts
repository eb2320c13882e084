import { expect, test } from 'vitest';
import { createDatabaseRequest, emptyDatabase, newDatabaseSchema } from './new-database-values';

const place = { project: 'p1', environment: 'e1', server: 's1' };
const problems = (values: object) =>
  newDatabaseSchema
    .safeParse({ ...emptyDatabase(place), ...values })
    .error?.issues.map(({ path }) => path.join('.')) ?? [];

test('needs a place and nothing else', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ server_uuid: '', environment_uuid: '' })).toEqual(['environment_uuid', 'server_uuid']);
});

test('checks the fields of the chosen engine by the rules of the API', () => {
  const values = { postgres_user: 'pg_x', mysql_user: 'root', limits_memory: '1', image: 'no image' };
  expect(problems(values)).toEqual(['image', 'limits_memory', 'postgres_user']);
  expect(problems({ ...values, engine: 'mysql', image: '', limits_memory: '' })).toEqual(['mysql_user']);
});

test('sends what was filled in, of the chosen engine alone, and files as base64', () => {
  const values = {
    ...emptyDatabase(place),
    postgres_user: ' ada ',
    postgres_conf: 'max_connections = 10\n',
    mysql_user: 'bob',
    image: 'postgres:17',
    enable_ssl: true,
  };
  expect(createDatabaseRequest({ ...values, enable_ssl: false })).not.toHaveProperty('enable_ssl');
  expect(createDatabaseRequest(values)).toEqual({
    enable_ssl: true,
    project_uuid: 'p1',
    environment_uuid: 'e1',
    server_uuid: 's1',
    instant_deploy: true,
    image: 'postgres:17',
    postgres_user: 'ada',
    postgres_conf: btoa('max_connections = 10\n'),
  });
});
