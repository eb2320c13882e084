import type { DatabaseEngine } from '../../domain/database/engines';
import { clickhouse } from './clickhouse';
import { mongodb } from './mongodb';
import { mariadb, mysql } from './mysql';
import { postgresql } from './postgresql';
import { dragonfly, keydb, redis } from './redis';
import type { DatabaseKind } from './types';

/** How each database engine is run. */
export const databaseKinds: Readonly<Record<DatabaseEngine, DatabaseKind>> = {
  postgresql,
  mysql,
  mariadb,
  mongodb,
  redis,
  keydb,
  dragonfly,
  clickhouse,
};
