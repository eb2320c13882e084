import type { z } from 'zod';
import { JsonText } from '../../domain/json-text';
import type { ApiContext } from '../context';

/**
 * Respond with database rows in the form of the schema. Requests that share their rows (`db/shared-read.ts`) also share
 * the JSON text, where the caller's surface can send it unparsed and no field has to be removed.
 * @returns a function whose `spell` opens the same for all callers to whom everything is shown
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
    // The gate, the output check and the dispatcher recognize the text.
    return text as unknown as Wire[];
  };
}
