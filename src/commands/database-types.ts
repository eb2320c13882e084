/** Engines by the names of their paths. Apart from the verbs, so that the help does not load them. */
export const databaseTypes = [
  'postgresql',
  'mysql',
  'mariadb',
  'mongodb',
  'redis',
  'keydb',
  'dragonfly',
  'clickhouse',
] as const;
