import type { z } from 'zod';

/** Meaning of a field, whatever its engine calls it. */
export type FieldRole =
  | 'user'
  | 'password'
  | 'rootPassword'
  | 'database'
  | 'configuration'
  | 'initArguments'
  | 'hostAuthentication';

/** A field of an engine; its wire name is its key in the field set. */
export interface DatabaseField {
  role: FieldRole;
  label: string;
  /** Schema that parses the caller's value to the stored text, or to null if the field was emptied. */
  input: z.ZodType<string | null, string>;
  /** Default value: a new password, a text or nothing. */
  initial: { kind: 'password' } | { kind: 'text'; text: string | null };
  /** Whether it is omitted in answers to callers who may not see secrets. */
  isSecret: boolean;
  /** Whether the engine reads it only at its first start, so that a later change would have no effect. */
  isFirstStartOnly: boolean;
}

/** Values of an engine's fields by role; roles that the engine does not have are absent. */
export type DatabaseValues = Partial<Record<FieldRole, string | null>>;
