import { TextField } from '../forms/text-field';

/** Field for a second factor: the app's code, or a recovery code. */
export function SecondFactorField({ name }: { name: string }) {
  return (
    <TextField
      name={name}
      label="One-time code"
      mono
      autoComplete="one-time-code"
      hint="From your authenticator app, or one of your recovery codes."
    />
  );
}
