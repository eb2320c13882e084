import { revealText, Secret } from '../../domain/secret';
import type { DatabaseSettings } from './types';

/** Settings of a database, for unit tests only. */
export const settings: DatabaseSettings = {
  host: 'db0000000000000000000000',
  image: 'example:1',
  user: 'app',
  password: new Secret('p:a/s@s%'),
  rootPassword: new Secret('rootsecret'),
  database: 'shop',
  configuration: null,
  initArguments: null,
  hostAuthentication: null,
  tls: null,
};

export const host = settings.host;

/** The password as a URL spells it. */
export const password = 'p%3Aa%2Fs%40s%25';

/** Reveal the variables that are set. */
export function plain(values: Readonly<Record<string, string | Secret | null>>): Record<string, string> {
  const set = Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [[key, revealText(value)]],
  );
  return Object.fromEntries(set);
}
