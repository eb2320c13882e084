import { z } from 'zod';
import { type Reference, secret } from '../../domain/configuration-reference';
import { isSensitive } from '../../domain/sensitive';

/** Members of a part of the document, by their names on the wire. */
export type Members = Record<string, unknown>;

/** Where a part is in the document, and what else is learned while it is read. */
export interface Place {
  environment: string;
  workload: string;
  /** Ids of what is read, by its path in the document. */
  ids: Map<string, string>;
  /** Values of secrets by their names, as far as the caller may see them. They never leave. */
  values: Map<string, string>;
}

/** A part of some members; without members where there is none. */
export function part(members: Readonly<Members>, name: string): Members {
  return Object(members[name] ?? {});
}

/** The path of a workload, or of a part of it. */
export function pathOf(
  { environment, workload }: Place,
  section: string,
  ...below: readonly string[]
): string {
  return [environment, section, workload, ...below].join('/');
}

/** Name a secret, and remember its value. */
export function named(place: Place, name: string, value: unknown): Reference {
  const reference = secret(place.environment, place.workload, name);
  if (typeof value === 'string') place.values.set(reference.name, value);
  return reference;
}

/**
 * The members of an object that differ from their defaults, in the order of the defaults. A secret becomes its
 * name: its value stays where it is. One that the caller may not see is left out.
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

/** The members that say something: no empty lists, no parts without members. */
export function filled(members: Readonly<Members>): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return Object.getPrototypeOf(value) === Object.prototype && Object.keys(Object(value)).length === 0;
}

/**
 * Objects by their names, in the order of names; those that share one are told apart by a number. An object whose key
 * is not its name says its name.
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

/** By code points: the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
