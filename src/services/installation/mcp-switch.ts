import type { Database } from '../../db/database';
import type { Scope } from '../context';
import { saveInstance } from './save-instance';

/** Switch the MCP server on or off. */
export async function switchMcp(scope: Scope, enable: boolean): Promise<void> {
  await saveInstance(scope, { isMcpEnabled: enable });
}

/** Whether the MCP server answers; it does until an instance admin switches it off. */
export async function isMcpEnabled({ db }: Pick<Database, 'db'>): Promise<boolean> {
  const row = await db.instance.findUnique({ where: { id: 1 }, select: { isMcpEnabled: true } });
  return row?.isMcpEnabled ?? true;
}
