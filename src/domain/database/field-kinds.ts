import type { z } from 'zod';
import { configurationText } from './configuration-text';
import type { DatabaseField, FieldRole } from './field';
import { databasePassword } from './identifier';

/** Make a password field, generated when the caller gives none. */
export function passwordField(role: 'password' | 'rootPassword', label: string): DatabaseField {
  return {
    role,
    label,
    input: databasePassword,
    initial: { kind: 'password' },
    isSecret: true,
    isFirstStartOnly: false,
  };
}

export function textField(
  role: FieldRole,
  label: string,
  input: z.ZodType<string | null, string>,
  initial: string | null,
): DatabaseField {
  return {
    role,
    label,
    input,
    initial: { kind: 'text', text: initial },
    isSecret: false,
    isFirstStartOnly: false,
  };
}

export function firstStartField(
  role: FieldRole,
  label: string,
  input: z.ZodType<string | null, string>,
): DatabaseField {
  return { ...textField(role, label, input, null), isFirstStartOnly: true };
}

/** Make the field for the engine's own configuration file. */
export function configurationField(label: string): DatabaseField {
  return textField('configuration', label, configurationText, null);
}
