/** Tells password managers whose password stands in the same form. Nobody sees or reaches it. */
export function UsernameHint({ email }: { email: string }) {
  return <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />;
}
