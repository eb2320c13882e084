'use client';

import { useState } from 'react';
import { readApiError } from '../api-error';
import { CodeStep } from './code-step';
import { type Credentials, signIn } from './credentials';
import { PasswordStep } from './password-step';
import { refusalText } from './sign-in-refusal';

interface SignInFormProps {
  /** Page to load after signing in. */
  next: string;
  /** Name of the OpenID provider of this installation. */
  providerName: string | undefined;
  /** Called when the form asks for a code, and when it stops: other ways to sign in lead nowhere in the meantime. */
  onCodeStep: (isAtCode: boolean) => void;
}

/**
 * Form for signing in with a password. Accounts with a second factor are then asked for a code; until then the password
 * stays in memory.
 */
export function SignInForm({ next, providerName, onCodeStep }: SignInFormProps) {
  const [first, setFirst] = useState<Credentials | null>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  function goToCode(credentials: Credentials | null) {
    setFirst(credentials);
    onCodeStep(credentials !== null);
  }

  async function attempt(credentials: Credentials, isRecovery = false) {
    if (busy) return;
    setBusy(true);
    setMessage(null);
    try {
      const result = await signIn(credentials);
      if (result.ok) return window.location.assign(next); // stays busy until the page is unloaded
      const { refusal } = result;
      if (refusal.kind === 'code-required') goToCode(credentials);
      else setMessage(refusalText(refusal, { providerName, isRecovery }));
    } catch (error) {
      setMessage(readApiError(error).message);
    }
    setBusy(false);
  }

  if (first)
    return (
      <CodeStep
        busy={busy}
        message={message}
        onSubmit={(code, isRecovery) => void attempt({ ...first, code }, isRecovery)}
        onSwitch={() => setMessage(null)}
        onBack={() => {
          goToCode(null);
          setMessage(null);
        }}
      />
    );
  return (
    <PasswordStep
      busy={busy}
      message={message}
      onSubmit={(email, password) => void attempt({ email, password })}
    />
  );
}
