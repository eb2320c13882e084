/** Engines by their names in paths. Separate from the verbs, so that the help does not load those. */
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
