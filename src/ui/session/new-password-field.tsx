'use client';

import { useMutation } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useFormContext, useWatch } from 'react-hook-form';
import { PasswordField } from '../forms/password-field';
import { useTRPC } from '../trpc';

const advice = 'Longer is better than complicated: four unrelated words make a good password.';

/** Field for a new password. When it loses focus, the server checks the password against its rule. */
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
      // Only advice: if the check fails, submitting the form reports the problem.
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
