import { z } from 'zod';
import { type Reference, secret } from '../../domain/configuration-reference';
import { isSensitive } from '../../domain/sensitive';

/** Members of a part of the document, by wire name. */
export type Members = Record<string, unknown>;

/** Position of a part in the document, and what else is collected while it is read. */
export interface Place {
  environment: string;
  workload: string;
  /** Ids of the objects that are read, by path in the document. */
  ids: Map<string, string>;
  /** Values of secrets by name, as far as the caller may see them. They are never sent. */
  values: Map<string, string>;
}

/** Get a nested part; an empty object if it is absent. */
export function part(members: Readonly<Members>, name: string): Members {
  return Object(members[name] ?? {});
}

/** Build the path of a workload, or of a part of it. */
export function pathOf(
  { environment, workload }: Place,
  section: string,
  ...below: readonly string[]
): string {
  return [environment, section, workload, ...below].join('/');
}

/** Create a reference to a secret and remember its value. */
export function named(place: Place, name: string, value: unknown): Reference {
  const reference = secret(place.environment, place.workload, name);
  if (typeof value === 'string') place.values.set(reference.name, value);
  return reference;
}

/**
 * List the members of an object that differ from their defaults, in the order of the defaults. A secret becomes a
 * reference, without its value. One that the caller may not see is omitted.
 */
export function differing(
  object: Readonly<Members>,
  defaults: Readonly<Members>,
  { shape, place }: { shape: z.ZodRawShape; place: Place },
): Members {
  const said = Object.keys(defaults).flatMap((name) => {
    const value = object[name];
    if (value === undefined || value === '' || JSON.stringify(value) === JSON.stringify(defaults[name]))
      return [];
    const schema = shape[name];
    const isSecret = schema instanceof z.ZodType && isSensitive(schema);
    return [[name, isSecret ? named(place, name, value) : value] as const];
  });
  return Object.fromEntries(said);
}

/** Omit empty members, empty lists and empty parts. */
export function filled(members: Readonly<Members>): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return Object.getPrototypeOf(value) === Object.prototype && Object.keys(Object(value)).length === 0;
}

/**
 * Index objects by name, in the order of names; a number tells those with the same name apart. An object whose key is
 * not its name contains its name.
 */
export function byName<T extends { id: number; name: string }>(
  objects: readonly T[],
  membersOf: (object: T, key: string) => Members,
): Record<string, Members> {
  const sorted = [...objects].sort((a, b) => compare(a.name, b.name) || a.id - b.id);
  const seen = new Map<string, number>();
  return Object.fromEntries(
    sorted.map((object) => {
      const count = (seen.get(object.name) ?? 0) + 1;
      seen.set(object.name, count);
      const key = count === 1 ? object.name : `${object.name} (${count})`;
      return [key, { ...(count === 1 ? {} : { name: object.name }), ...membersOf(object, key) }];
    }),
  );
}

/** Compare by UTF-16 code units, which gives the same order on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
