import type { z } from 'zod';
import type { ApplicationRow } from '../../services/applications/list';
import type { Scope } from '../../services/context';
import { openerFor } from '../application/opener';
import type { applicationInList } from '../application/schema';
import { toApplicationListItem } from '../application/to-wire';

/** Convert applications for a response about other objects. */
export function toApplicationsWire(
  scope: Scope,
  rows: readonly ApplicationRow[],
): z.infer<typeof applicationInList>[] {
  const open = openerFor(scope);
  return rows.map((row) => toApplicationListItem(row, open));
}
