import { describe, expect, it } from 'vitest';
import { compareVersions, type InstalledVersion, upgrade } from './upgrade';
import { parts, prepareUpgrade } from './upgrade.testing';

/** Two versions that share a database, whose contents are the migrations applied to it. */
function versionsOf(one: string, other: string) {
  const database = { contents: ['first'], backup: [] as string[] };
  const version = (name: string, migrations: string[]): InstalledVersion => ({
    version: name,
    migrations: async () => migrations,
    backUp: async () => void Object.assign(database, { backup: database.contents }),
    migrate: async () => void Object.assign(database, { contents: migrations }),
    restore: async () => void Object.assign(database, { contents: database.backup }),
  });
  return { database, present: version(one, ['first']), next: version(other, ['first', 'second']) };
}

const untouchable = {
  stop: () => Promise.reject(new Error('stopped')),
  start: async () => undefined,
  use: async () => undefined,
  waitUntilReady: async () => undefined,
};
const say = () => undefined;

it('ends with the next version and its tables', async () => {
  const { database, ...versions } = versionsOf('1.0.0', '1.1.0');
  const { machine, run } = prepareUpgrade(versions);
  await run();
  expect(machine).toEqual({ isRunning: true, used: '1.1.0' });
  expect(database.contents).toEqual(['first', 'second']);
});

it.each(parts)('leaves version and database as they were when %s fails', async (part) => {
  const { database, ...versions } = versionsOf('1.0.0', '1.1.0');
  const { machine, run } = prepareUpgrade(versions, [part]);
  await expect(run()).rejects.toThrow(`${part} does not work.\nGantry 1.0.0 is running again`);
  expect(machine).toEqual({ isRunning: true, used: '1.0.0' });
  expect(database.contents).toEqual(['first']);
});

describe('nothing is changed', () => {
  it.each(['1.1.0', '1.0.9', '1.1.0-rc.1'])('for %s, which is not newer than 1.1.0', async (version) => {
    const { present, next } = versionsOf('1.1.0', version);
    await expect(upgrade({ present, next, service: untouchable, say })).rejects.toThrow('is not newer');
  });

  it('for a version that does not know a table', async () => {
    const { present: next, next: present } = versionsOf('1.2.0', '1.1.0');
    await expect(upgrade({ present, next, service: untouchable, say })).rejects.toThrow(
      'does not know the migration second.\nNothing was changed.',
    );
  });
});

it('says what could not be taken back, and that the backup is there', async () => {
  const { present, next } = versionsOf('1.0.0', '1.1.0');
  const service = {
    ...untouchable,
    stop: async () => undefined,
    use: () => Promise.reject(new Error('the disk is full')),
  };
  await expect(upgrade({ present, next, service, say })).rejects.toThrow(
    /Undoing it failed at "Switch to 1\.1\.0": the disk is full[\s\S]*backup is kept/,
  );
});

it('orders versions by their numbers', () => {
  const versions = ['0.9.0', '0.10.0-rc.1', '0.10.0', '0.10.1', '1.0.0'];
  for (const [at, version] of versions.entries())
    for (const [other, against] of versions.entries())
      expect(Math.sign(compareVersions(version, against))).toBe(Math.sign(at - other));
});
