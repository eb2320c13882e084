import { z } from 'zod';
import { validationError } from '../../../api/validation-error';
import { type Page, pageInput, pageOf, queryFlag } from '../../../api/wire/query';
import { invalidField } from '../../../domain/error';
import { plainQuery } from '../plain-values';
import type { QueryValues } from '../query';
import type { AnswerShape } from './answer-shape';
import type { Offers } from './offers';

/** Members that identify an object: they are never left out. */
const identifying = ['id', 'uuid', 'deployment_uuid'];
/** Members that a short list shows of each item, where it has them. */
const summarized = [...identifying, 'name', 'description', 'status', 'type', 'updated_at'];

const maxFieldsLength = 2048;
const maxShown = 80;

/** The parts of an answer that the caller wants, cut from the answer that they may see. */
export interface Selection {
  keys: ReadonlySet<string> | null;
  page: Page | undefined;
}

/** @throws AppError validation_failed */
export function readSelection(query: QueryValues, { shape, pages, summarizes }: Offers): Selection {
  const fields = query.fields === undefined ? null : fieldsOf([query.fields].flat().join(','), shape);
  const summary = summarizes && flag('summary', query.summary);
  const short = summary ? new Set(summarized.filter((key) => shape.keys.has(key))) : null;
  return { keys: fields ?? short, page: pages ? pageFrom(query) : undefined };
}

/** Whether a query asks for a selection; what the operation reads itself, such as a short form of its own, does not. */
export function isAboutSelection(query: QueryValues, { selects, summarizes, pages }: Offers): boolean {
  const asks = (name: string) => query[name] !== undefined;
  return (
    (selects && asks('fields')) ||
    (summarizes && asks('summary')) ||
    (pages && (asks('page') || asks('per_page')))
  );
}

/** Cut a validated and redacted answer. */
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

/** A name as it may be repeated: names are words, any other character is left out. */
function shown(name: string): string {
  return `"${name.slice(0, maxShown).replaceAll(/[^\w.-]/g, '?')}"`;
}

function pageFrom({ page, per_page }: QueryValues): Page | undefined {
  if (page === undefined && per_page === undefined) return undefined;
  const read = z.object(pageInput).safeParse({ page, per_page });
  if (!read.success) throw validationError(read.error);
  return pageOf(read.data);
}

/** A switch in the query; absent: false. @throws AppError validation_failed when it is given several times */
export function flag(name: string, value: string | string[] | undefined): boolean {
  if (value === undefined) return false;
  const read = queryFlag.safeParse(plainQuery(value, queryFlag));
  if (!read.success) throw invalidField(name, 'Must be true or false.');
  return read.data;
}
