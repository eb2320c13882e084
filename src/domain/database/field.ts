import type { z } from 'zod';

/** The meaning of a field, whatever its engine calls it. */
export type FieldRole =
  | 'user'
  | 'password'
  | 'rootPassword'
  | 'database'
  | 'configuration'
  | 'initArguments'
  | 'hostAuthentication';

/** One field of an engine; its name on the wire is its key in the field set. */
export interface DatabaseField {
  role: FieldRole;
  label: string;
  /** Schema that parses the caller's value to the text that is kept; to null where the field was emptied. */
  input: z.ZodType<string | null, string>;
  /** Value when the caller gives none: a new password, a text or nothing. */
  initial: { kind: 'password' } | { kind: 'text'; text: string | null };
  /** Left out of answers to callers who may not see secrets. */
  isSecret: boolean;
  /** Read by the engine at its first start only: a later change would have no effect. */
  isFirstStartOnly: boolean;
}

/** The values of an engine's fields by their role; a role that the engine does not have is absent. */
export type DatabaseValues = Partial<Record<FieldRole, string | null>>;
