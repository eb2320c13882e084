import type { DatabaseEngine } from '../database/engines';

/** Image names, without registry and organization, of databases, with the engine if Gantry knows it. */
const databases: ReadonlyMap<string, DatabaseEngine | null> = new Map<string, DatabaseEngine | null>([
  ['postgres', 'postgresql'],
  ['postgresql', 'postgresql'],
  ['postgis', 'postgresql'],
  ['pgvector', 'postgresql'],
  ['timescaledb', 'postgresql'],
  ['mysql', 'mysql'],
  ['mysql-server', 'mysql'],
  ['percona-server', 'mysql'],
  ['mariadb', 'mariadb'],
  ['mongo', 'mongodb'],
  ['mongodb', 'mongodb'],
  ['mongodb-community-server', 'mongodb'],
  ['redis', 'redis'],
  ['redis-stack', 'redis'],
  ['redis-stack-server', 'redis'],
  ['valkey', 'redis'],
  ['keydb', 'keydb'],
  ['dragonfly', 'dragonfly'],
  ['clickhouse', 'clickhouse'],
  ['clickhouse-server', 'clickhouse'],
  ['memcached', null],
  ['couchdb', null],
  ['neo4j', null],
  ['influxdb', null],
]);

/** Classify a component of a stack by its image (`deployment.md` D16.2). */
export function componentKind(image: string): 'application' | 'database' {
  return databases.has(nameOf(image)) ? 'database' : 'application';
}

/** Get the engine of a database from its image; null when Gantry does not know it. */
export function engineOfImage(image: string): DatabaseEngine | null {
  return databases.get(nameOf(image)) ?? null;
}

/** Strip registry, organization, tag and digest. */
function nameOf(image: string): string {
  const [reference = ''] = image.split('@');
  if (/(?:^|\/)supabase\/postgres(?::|$)/.test(reference)) return 'postgres';
  return ((reference.split('/').at(-1) ?? '').split(':')[0] ?? '').toLowerCase();
}
