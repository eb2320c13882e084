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
  /** A refusal that belongs to no field. */
  problem: ApiError | null;
  submit: (event?: React.SyntheticEvent) => Promise<void>;
}

interface Options<T extends FieldValues> {
  defaultValues: DefaultValues<T> & T;
  /** Schema checked before the server is asked. The server's own refusals are shown on the same fields. */
  schema?: z.ZodType<T, T>;
  /** Wire name → field, where one field edits members of another name. */
  aliases?: Record<string, Path<T>>;
  /** The field that a 409 is about: a name or an address that something else has already. */
  taken?: Path<T>;
  /** Send the values; a rejection is spread over the fields it names. */
  send: (values: T, form: UseFormReturn<T>) => Promise<unknown>;
}

/** A form whose fields carry the wire's names, so that a refusal can say which of them is wrong and why. */
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
    // What someone else saved meanwhile appears, except in fields that are being edited here.
    values: defaultValues as T, // every form gives a value for each of its fields
    resetOptions: { keepDirtyValues: true },
    ...(schema ? { resolver: zodResolver(schema) } : {}),
  });
  const form: UseFormReturn<T> = {
    ...hookForm,
    // The library applies `resetOptions` to every reset: one after saving, and "Discard", mean all fields.
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
    () => setProblem(null), // what the server said was about other values
  );
  return { form, problem, submit };
}

/** A conflict as the error of the field that has to change. */
export function aboutField(error: ApiError, taken: string | undefined): ApiError {
  if (error.status !== 409 || error.fields || taken === undefined) return error;
  return { ...error, fields: { [taken]: [error.message] } };
}

/** The field that shows a refusal: its own, or the one that holds the whole list or object (`names` for `names.2`). */
export function fieldOf(name: string, known: ReadonlySet<string>): string {
  const [whole = name] = name.split('.');
  return known.has(name) ? name : whole;
}

/** Put the reasons on their fields and focus the first; what is left over is returned. */
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
    // The name was just found among the form's own values.
    form.setError(field as Path<T>, { type: 'server', message: reasons.join(' ') }, { shouldFocus: isFirst });
    isFirst = false;
  }
  return strays.length > 0 ? { ...error, message: strays.join(' · ') } : null;
}
