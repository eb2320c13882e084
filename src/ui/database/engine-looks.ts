import { Braces, ChartColumn, Database, type LucideIcon, Zap } from 'lucide-react';
import type { DatabaseEngine } from '../../domain/database/engines';

interface EngineLook {
  icon: LucideIcon;
  /** What the engine is used for, in one line. */
  summary: string;
}

export const engineLooks: Readonly<Record<DatabaseEngine, EngineLook>> = {
  postgresql: { icon: Database, summary: 'Relational. A safe default' },
  mysql: { icon: Database, summary: 'Relational. Expected by many PHP applications' },
  mariadb: { icon: Database, summary: 'Relational. MySQL-compatible, needs less memory' },
  mongodb: { icon: Braces, summary: 'Document store' },
  redis: { icon: Zap, summary: 'In-memory: caches, queues, sessions' },
  keydb: { icon: Zap, summary: 'Redis-compatible, multi-threaded' },
  dragonfly: { icon: Zap, summary: 'Redis-compatible, for large data sets in memory' },
  clickhouse: { icon: ChartColumn, summary: 'Columnar, for analytics over many rows' },
};
