'use client';

import { useMutation } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useFormContext, useWatch } from 'react-hook-form';
import { PasswordField } from '../forms/password-field';
import { useTRPC } from '../trpc';

const advice = 'Longer is better than complicated: four unrelated words make a good password.';

/** The field for a new password. Leaving the field asks for the server's own rule, before the form is sent. */
export function NewPasswordField({ label = 'Password' }: { label?: string }) {
  const name = 'password';
  const trpc = useTRPC();
  const { control, getValues, setError, formState } = useFormContext();
  const typed = useWatch({ control, name });
  const validate = useMutation(
    trpc.password.validate.mutationOptions({
      onSuccess: ({ valid, details }, { password }) => {
        if (!valid && getValues(name) === password) setError(name, { type: 'server', message: details });
      },
    }),
  );
  const isGood =
    validate.data?.valid === true && validate.variables?.password === typed && !formState.errors[name];
  return (
    <PasswordField
      name={name}
      label={label}
      autoComplete="new-password"
      // Only advice: when it cannot be had, the form's own answer says what is wrong.
      onLeave={() => typed && validate.mutate({ password: typed })}
      hint={
        isGood ? (
          <span className="inline-flex items-center gap-1.5 text-ok">
            <Check aria-hidden className="size-3.5" /> Hard to guess.
          </span>
        ) : (
          advice
        )
      }
    />
  );
}
