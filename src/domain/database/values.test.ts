import { describe, expect, it } from 'vitest';
import { databaseEngines } from './engines';
import { changedFirstStartField, changedValues, initialValues, wireValues } from './values';

const { fields } = databaseEngines.postgresql;
const newPassword = () => 'generated';

describe('values of a database', () => {
  it('have the defaults of the engine and a password of their own', () =>
    expect(initialValues(fields, { name: 'db' }, newPassword)).toEqual({
      user: 'postgres',
      password: 'generated',
      database: 'postgres',
      initArguments: null,
      hostAuthentication: null,
      configuration: null,
    }));

  it('generate each password for itself', () => {
    let count = 0;
    const values = initialValues(databaseEngines.mysql.fields, {}, () => `password-${++count}`);
    expect(values).toMatchObject({ rootPassword: 'password-1', password: 'password-2' });
  });

  it('are what the caller gave; null is the default', () =>
    expect(
      initialValues(fields, { postgres_user: 'app', postgres_password: 'x', postgres_db: null }, newPassword),
    ).toMatchObject({ user: 'app', password: 'x', database: 'postgres' }));

  it('keep what a change does not name', () => {
    const before = initialValues(fields, { postgres_conf: 'a = b' }, newPassword);
    expect(changedValues(fields, { postgres_password: 'y', postgres_conf: null }, before)).toEqual({
      ...before,
      password: 'y',
      configuration: null,
    });
  });

  it('name the field that came too late', () => {
    const before = initialValues(fields, {}, newPassword);
    const after = changedValues(fields, { postgres_initdb_args: '--data-checksums' }, before);
    expect(changedFirstStartField(fields, before, after)).toBe('postgres_initdb_args');
    expect(changedFirstStartField(fields, before, { ...before, user: 'other' })).toBeUndefined();
  });

  it('carry the names of the wire', () =>
    expect(wireValues(databaseEngines.redis.fields, { password: 'x' })).toEqual({
      redis_password: 'x',
      redis_conf: null,
    }));
});
