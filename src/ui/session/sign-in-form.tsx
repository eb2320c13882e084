'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { safeNext } from '../paths';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Input } from '../primitives/input';
import { signIn } from './credentials';

const labelStyle = 'mb-1.5 block font-medium';

export function SignInForm() {
  const next = safeNext(useSearchParams().get('next'));
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function submit(data: FormData) {
    setBusy(true);
    setMessage(null);
    try {
      const result = await signIn(String(data.get('email')), String(data.get('password')));
      if (result.ok) window.location.assign(next);
      else setMessage(result.message);
    } catch (error) {
      setMessage(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      <div>
        <label htmlFor="email" className={labelStyle}>
          E-mail
        </label>
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          className="sm:h-9"
        />
      </div>
      <div>
        <label htmlFor="password" className={labelStyle}>
          Password
        </label>
        <Input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          className="sm:h-9"
        />
      </div>
      {message && <Callout tone="bad" role="alert" title={message} />}
      <Button type="submit" variant="primary" size="lg" busy={busy} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
