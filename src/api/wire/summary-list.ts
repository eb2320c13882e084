import { z } from 'zod';

/**
 * Build the schema of a list of whole items, or of summaries with `?summary=1`. The document describes items whose
 * further members may be absent. Outputs are validated in the form that they have: looking for the absent members of a
 * hundred summaries takes eight times as long as validating those that are present.
 * @param marker a member that every whole item has and no summary
 */
export function summaryList<I extends z.ZodObject, S extends z.ZodObject>(
  item: I,
  summary: S,
  marker: Exclude<keyof I['shape'], keyof S['shape']>,
): z.ZodArray<I> {
  const list = z.array(item);
  const summaries = z.array(summary);
  const { parse } = list;
  list.parse = (value, params) =>
    isOfSummaries(value, marker)
      ? (summaries.parse(value, params) as unknown as z.output<I>[]) // an item without its optional members
      : parse(value, params);
  return list;
}

function isOfSummaries(value: unknown, marker: PropertyKey): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof first === 'object' && first !== null && !(marker in first);
}
