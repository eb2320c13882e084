import type { z } from 'zod';
import { JsonText } from '../../domain/json-text';
import type { ApiContext } from '../context';

/**
 * Answer with rows of the database as the schema writes them. Requests that share their rows (`db/shared-read.ts`) share
 * the text as well, where the caller's surface can send it as it is and no field is to be removed from it.
 * @returns a function whose `spell` opens the same for all to whom everything is shown
 */
export function rowsAnswer<Row, Wire>(schema: z.ZodType<Wire[]>) {
  const written = new WeakMap<readonly Row[], JsonText<Wire[]>>();
  const write = (list: Wire[]) => new JsonText<Wire[]>(Buffer.from(JSON.stringify(schema.parse(list))));
  return (
    { response }: Pick<ApiContext, 'response'>,
    rows: readonly Row[],
    spell: (row: Row) => Wire,
  ): Wire[] => {
    const list = () => rows.map(spell);
    if (!response.takesJsonText) return list();
    const text = written.get(rows) ?? write(list());
    written.set(rows, text);
    // The gate, the check of outputs and the dispatcher know the text.
    return text as unknown as Wire[];
  };
}
