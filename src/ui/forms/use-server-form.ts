'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import type { z } from 'zod';
import { type ApiError, readApiError } from '../api-error';

export interface ServerForm<T extends FieldValues> {
  form: UseFormReturn<T>;
  /** A failure that belongs to no field. */
  problem: ApiError | null;
  submit: (event?: React.SyntheticEvent) => Promise<void>;
}

interface Options<T extends FieldValues> {
  defaultValues: DefaultValues<T> & T;
  /** Schema checked before the request is sent. Errors from the server are shown on the same fields. */
  schema?: z.ZodType<T, T>;
  /** Form fields by wire name, for fields that edit members with another name. */
  aliases?: Record<string, Path<T>>;
  /** Field that a 409 is about: a name or an address that is already taken. */
  taken?: Path<T>;
  /** Send the values; the form shows the errors of a rejection on the fields that they name. */
  send: (values: T, form: UseFormReturn<T>) => Promise<unknown>;
}

/** A form whose fields have the names of the API, so that an error from the server can be shown on its field. */
export function useServerForm<T extends FieldValues>({
  defaultValues,
  schema,
  aliases = {},
  taken,
  send,
}: Options<T>): ServerForm<T> {
  const hookForm = useForm<T>({
    defaultValues,
    mode: 'onTouched',
    // Show what another user saved in the meantime, except in fields that are being edited here.
    values: defaultValues as T, // every form has a value for each field
    resetOptions: { keepDirtyValues: true },
    ...(schema ? { resolver: zodResolver(schema) } : {}),
  });
  const form: UseFormReturn<T> = {
    ...hookForm,
    // The library applies `resetOptions` to every reset. After saving, and on "Discard", all fields are meant.
    reset: (values, options) => hookForm.reset(values, { keepDirtyValues: false, ...options }),
  };
  const [problem, setProblem] = useState<ApiError | null>(null);
  const submit = hookForm.handleSubmit(
    async (values) => {
      setProblem(null);
      try {
        await send(values, form);
      } catch (error) {
        setProblem(spread(aboutField(readApiError(error), taken), form, aliases));
      }
    },
    () => setProblem(null), // the error was about other values
  );
  return { form, problem, submit };
}

/** Turn a conflict into an error of the field that has to change. */
export function aboutField(error: ApiError, taken: string | undefined): ApiError {
  if (error.status !== 409 || error.fields || taken === undefined) return error;
  return { ...error, fields: { [taken]: [error.message] } };
}

/** Find the field that shows an error: its own, or the one of the whole list or object (`names` for `names.2`). */
export function fieldOf(name: string, known: ReadonlySet<string>): string {
  const [whole = name] = name.split('.');
  return known.has(name) ? name : whole;
}

/** Show the errors on their fields and focus the first; return what belongs to no field. */
function spread<T extends FieldValues>(
  error: ApiError,
  form: UseFormReturn<T>,
  aliases: Record<string, Path<T>>,
): ApiError | null {
  if (!error.fields) return error;
  const known = new Set(Object.keys(form.getValues()));
  const strays: string[] = [];
  let isFirst = true;
  for (const [name, reasons] of Object.entries(error.fields)) {
    const field = aliases[name] ?? fieldOf(name, known);
    if (!known.has(field)) {
      strays.push(`${name}: ${reasons.join(' ')}`);
      continue;
    }
    // The name was found among the form's own values.
    form.setError(field as Path<T>, { type: 'server', message: reasons.join(' ') }, { shouldFocus: isFirst });
    isFirst = false;
  }
  return strays.length > 0 ? { ...error, message: strays.join(' · ') } : null;
}
