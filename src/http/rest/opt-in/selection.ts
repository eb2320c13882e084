import { z } from 'zod';
import { validationError } from '../../../api/validation-error';
import { type Page, pageInput, pageOf, queryFlag } from '../../../api/wire/query';
import { invalidField } from '../../../domain/error';
import { plainQuery } from '../plain-values';
import type { QueryValues } from '../query';
import type { AnswerShape } from './answer-shape';
import type { Offers } from './offers';

/** Members that identify an object, which are never left out. */
const identifying = ['id', 'uuid', 'deployment_uuid'];
/** Members of each item in a short list, if the item has them. */
const summarized = [...identifying, 'name', 'description', 'status', 'type', 'updated_at'];

const maxFieldsLength = 2048;
const maxShown = 80;

/** Parts of a response that the caller requests, selected from what they may see. */
export interface Selection {
  keys: ReadonlySet<string> | null;
  page: Page | undefined;
}

/** Read the selection of a query. @throws AppError validation_failed */
export function readSelection(query: QueryValues, { shape, pages, summarizes }: Offers): Selection {
  const fields = query.fields === undefined ? null : fieldsOf([query.fields].flat().join(','), shape);
  const summary = summarizes && flag('summary', query.summary);
  const short = summary ? new Set(summarized.filter((key) => shape.keys.has(key))) : null;
  return { keys: fields ?? short, page: pages ? pageFrom(query) : undefined };
}

/** Whether a query requests a selection. Parameters that the operation reads itself do not count. */
export function isAboutSelection(query: QueryValues, { selects, summarizes, pages }: Offers): boolean {
  const asks = (name: string) => query[name] !== undefined;
  return (
    (selects && asks('fields')) ||
    (summarizes && asks('summary')) ||
    (pages && (asks('page') || asks('per_page')))
  );
}

/** Reduce a validated and redacted response to a selection. */
export function select(data: unknown, { itemsIn, kind }: AnswerShape, { keys, page }: Selection): unknown {
  if (kind === 'one') return keys ? only(data, keys) : data;
  const items: unknown = itemsIn === null ? data : Reflect.get(Object(data), itemsIn);
  if (!Array.isArray(items)) return data;
  const some = page ? items.slice(page.skip, page.skip + page.take) : items;
  const cut = keys ? some.map((item) => only(item, keys)) : some;
  return itemsIn === null ? cut : { ...Object(data), [itemsIn]: cut };
}

function only(value: unknown, keys: ReadonlySet<string>): unknown {
  return Object.fromEntries(
    Object.entries(Object(value)).filter(([key]) => keys.has(key) || identifying.includes(key)),
  );
}

function fieldsOf(text: string, { keys }: AnswerShape): ReadonlySet<string> {
  if (text.length > maxFieldsLength)
    throw invalidField('fields', `At most ${maxFieldsLength} characters are allowed.`);
  const asked = new Set(text.split(',').map((name) => name.trim()));
  const unknown = [...asked].filter((name) => !keys.has(name));
  if (unknown.length > 0) throw invalidField('fields', `Unknown field: ${shown(unknown[0] ?? '')}.`);
  return asked;
}

/** Make a name safe to repeat: shorten it, and replace characters that names do not have. */
function shown(name: string): string {
  return `"${name.slice(0, maxShown).replaceAll(/[^\w.-]/g, '?')}"`;
}

function pageFrom({ page, per_page }: QueryValues): Page | undefined {
  if (page === undefined && per_page === undefined) return undefined;
  const read = z.object(pageInput).safeParse({ page, per_page });
  if (!read.success) throw validationError(read.error);
  return pageOf(read.data);
}

/** Read a boolean of the query; false when absent. @throws AppError validation_failed when it is given several times */
export function flag(name: string, value: string | string[] | undefined): boolean {
  if (value === undefined) return false;
  const read = queryFlag.safeParse(plainQuery(value, queryFlag));
  if (!read.success) throw invalidField(name, 'Must be true or false.');
  return read.data;
}
