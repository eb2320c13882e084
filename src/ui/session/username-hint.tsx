/** Tell password managers whose password the same form takes. Hidden from sight and from the keyboard. */
export function UsernameHint({ email }: { email: string }) {
  return <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />;
}
