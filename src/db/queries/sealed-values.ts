import { type SealedPlace, type SealPurpose, sealedPlaces } from '../sealed-places';
import type { Queryable } from '../transaction';

export interface SealedCount {
  /** Name of the place, for operators. */
  place: string;
  keyId: string;
  count: number;
}

/** Select the start of a sealed value: its version and the id of its key (db/sealed.ts). */
const headOf = (value: string) => `encode(substring(${value} FROM 1 FOR 9), 'hex')`;
const headWith = (keyId: string) => `01${keyId}`;

/** Count the values sealed by other keys than these, by place and key. */
export async function countSealedOtherwise(
  client: Queryable,
  keyIds: readonly string[],
): Promise<SealedCount[]> {
  const places = await placesThere(client);
  const counts = places.map(
    ([, { table, name, value }]) =>
      `SELECT '${name}' AS place, substr(${headOf(value)}, 3) AS "keyId", count(*)::int AS count
       FROM ${table} WHERE ${headOf(value)} <> ALL ($1) GROUP BY 2`,
  );
  const { rows } = await client.query<SealedCount>(counts.join(' UNION ALL '), [keyIds.map(headWith)]);
  return rows;
}

export interface SealedValue {
  /** Physical position of its row, which changes when the row is written. */
  ctid: string;
  sealed: Buffer;
}

/** List values of one purpose that another key sealed, in rows after `after`; empty at the end. */
export async function listSealedOtherwise(
  client: Queryable,
  purpose: SealPurpose,
  { keyId, after, limit }: { keyId: string; after: string; limit: number },
): Promise<SealedValue[]> {
  const { table, value }: SealedPlace = sealedPlaces[purpose];
  const { rows } = await client.query<SealedValue>(
    `SELECT ctid::text AS ctid, ${value} AS sealed FROM ${table}
     WHERE ctid > $1::tid AND ${headOf(value)} <> $2 LIMIT $3`,
    [after, headWith(keyId), limit],
  );
  return rows;
}

/** Replace values, except those written since they were read. @returns how many */
export async function replaceSealed(
  client: Queryable,
  purpose: SealPurpose,
  replacements: readonly (SealedValue & { resealed: Uint8Array })[],
): Promise<number> {
  const { table, value, assignment }: SealedPlace = sealedPlaces[purpose];
  const { rowCount } = await client.query(
    `UPDATE ${table} SET ${assignment('replacement.new_bytes')}
     FROM unnest($1::tid[], $2::bytea[], $3::bytea[]) AS replacement(place, old_bytes, new_bytes)
     WHERE ${table}.ctid = replacement.place AND ${value} = replacement.old_bytes`,
    [
      replacements.map(({ ctid }) => ctid),
      replacements.map(({ sealed }) => sealed),
      replacements.map(({ resealed }) => Buffer.from(resealed)),
    ],
  );
  return rowCount ?? 0;
}

/** List the places whose tables exist: the queue creates its own when it first opens. */
export async function placesThere(client: Queryable): Promise<[SealPurpose, SealedPlace][]> {
  const places = Object.entries(sealedPlaces) as [SealPurpose, SealedPlace][]; // its keys are the purposes
  const { rows } = await client.query<{ isThere: boolean }>(
    'SELECT to_regclass(name) IS NOT NULL AS "isThere" FROM unnest($1::text[]) WITH ORDINALITY AS t(name, no) ORDER BY no',
    [places.map(([, { table }]) => table)],
  );
  return places.filter((_, index) => rows[index]?.isThere);
}
