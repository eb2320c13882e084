import type { DatabaseSpec } from '../../domain/database/database-spec';
import { type DatabaseEngine, databaseEngines } from '../../domain/database/engines';
import { Secret } from '../../domain/secret';
import { DEFAULT_NETWORK_POOL, type NetworkSpec } from '../../domain/workload/network';
import { databaseComponent } from '../database/component';
import { databaseKinds } from '../database/kinds';
import type { DatabaseKind, DatabaseSettings } from '../database/types';
import { sampleSpec } from './sample-spec';

/** For tests: network of the sample database. */
export const sampleNetwork: NetworkSpec = { name: 'coolify', environment: null, pool: DEFAULT_NETWORK_POOL };

/** For tests: values of a database of any engine. */
export function sampleSettings(change: Partial<DatabaseSettings> = {}): DatabaseSettings {
  return {
    host: 'db001',
    image: 'example:1',
    user: 'app',
    password: new Secret('the-password'),
    rootPassword: new Secret('the-root-password'),
    database: 'shop',
    configuration: null,
    initArguments: null,
    hostAuthentication: null,
    tls: null,
    ...change,
  };
}

/** For tests: a database that an operation starts, of a supported or a test-only engine. */
export function sampleDatabase(
  engine: DatabaseEngine | { name: string; image: string; kind: DatabaseKind },
  change: Partial<DatabaseSpec> = {},
): DatabaseSpec {
  const { name, image, kind } =
    typeof engine === 'string'
      ? { name: engine, image: databaseEngines[engine].defaultImage, kind: databaseKinds[engine] }
      : engine;
  const { component, workload, proxy } = sampleSpec({
    workload: { kind: 'database', uuid: 'db001', name: 'Store' },
  });
  return {
    operationUuid: 'op0001',
    workload,
    component: databaseComponent(kind, sampleSettings({ image }), {
      engine: name,
      network: sampleNetwork,
      limits: component.container.limits,
      variables: [],
      mounts: [],
      storedFiles: [],
      health: null,
      logBytes: 1_000_000,
      stopGraceSeconds: 30,
      tls: null,
    }),
    publicComponent: null,
    proxy: { ...proxy, kind: 'none' },
    deadlines: { totalMs: 3_600_000 },
    ...change,
  };
}
