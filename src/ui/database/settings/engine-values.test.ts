import { expect, test } from 'vitest';
import { engineFields } from '../engine-fields';
import { engineChanges, engineValues } from './engine-values';

const fields = engineFields('postgresql');
const database = {
  postgres_user: 'app',
  postgres_password: 'secret',
  postgres_db: 'app',
  postgres_conf: 'max_connections = 10\n',
  postgres_initdb_args: null,
};

test('fields are filled in, passwords are not', () => {
  expect(engineValues(database, fields)).toEqual({
    postgres_user: 'app',
    postgres_password: '',
    postgres_db: 'app',
    postgres_initdb_args: '',
    postgres_host_auth_method: '',
    postgres_conf: 'max_connections = 10\n',
  });
});

test('only what was edited is sent, an untouched password never', () => {
  const values = { ...engineValues(database, fields), postgres_user: 'ada', postgres_conf: '' };
  const dirty = { postgres_user: true, postgres_password: true, postgres_conf: true };
  expect(engineChanges(fields, values, dirty)).toEqual({ postgres_user: 'ada', postgres_conf: null });
  expect(
    engineChanges(fields, { ...values, postgres_password: 'new', postgres_conf: 'a = 1' }, dirty),
  ).toEqual({
    postgres_user: 'ada',
    postgres_password: 'new',
    postgres_conf: btoa('a = 1'),
  });
});
