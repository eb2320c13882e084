/** Names of images, without registry and organization, that are databases. */
const databases: ReadonlySet<string> = new Set([
  'postgres',
  'postgresql',
  'postgis',
  'pgvector',
  'timescaledb',
  'mysql',
  'mysql-server',
  'percona-server',
  'mariadb',
  'mongo',
  'mongodb',
  'mongodb-community-server',
  'redis',
  'redis-stack',
  'redis-stack-server',
  'valkey',
  'keydb',
  'dragonfly',
  'clickhouse',
  'clickhouse-server',
  'memcached',
  'couchdb',
  'neo4j',
  'influxdb',
]);

/** What a component of a stack is recognized as by its image (`deployment.md` D16.2). */
export function componentKind(image: string): 'application' | 'database' {
  const [reference = ''] = image.split('@');
  const name = (reference.split('/').at(-1) ?? '').split(':')[0] ?? '';
  return databases.has(name.toLowerCase()) || /(?:^|\/)supabase\/postgres(?::|$)/.test(reference)
    ? 'database'
    : 'application';
}
