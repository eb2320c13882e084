import { Braces, ChartColumn, Database, type LucideIcon, Zap } from 'lucide-react';
import type { DatabaseEngine } from '../../domain/database/engines';

interface EngineLook {
  icon: LucideIcon;
  /** Use of the engine, in a line. */
  summary: string;
}

export const engineLooks: Readonly<Record<DatabaseEngine, EngineLook>> = {
  postgresql: { icon: Database, summary: 'Relational. The safe choice when in doubt' },
  mysql: { icon: Database, summary: 'Relational. What many PHP applications expect' },
  mariadb: { icon: Database, summary: 'Relational. Speaks MySQL, needs less memory' },
  mongodb: { icon: Braces, summary: 'Documents instead of tables' },
  redis: { icon: Zap, summary: 'Keys in memory: caches, queues, sessions' },
  keydb: { icon: Zap, summary: 'Speaks Redis, on several cores' },
  dragonfly: { icon: Zap, summary: 'Speaks Redis, made for large memories' },
  clickhouse: { icon: ChartColumn, summary: 'Columns, for analytics over many rows' },
};
