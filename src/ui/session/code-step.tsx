'use client';

import { useState } from 'react';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { CodeInput } from '../primitives/code-input';
import { Input } from '../primitives/input';

interface CodeStepProps {
  busy: boolean;
  message: string | null;
  onSubmit: (code: string, isRecovery: boolean) => void;
  /** Called to switch to the other kind of code. */
  onSwitch: () => void;
  onBack: () => void;
}

/** Second step of signing in: the app's code, or a recovery code if the phone is lost. */
export function CodeStep({ busy, message, onSubmit, onSwitch, onBack }: CodeStepProps) {
  const [isRecovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  function other() {
    setRecovery((was) => !was);
    setCode('');
    onSwitch();
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(code.trim(), isRecovery);
      }}
    >
      <div>
        <label htmlFor="code" className="mb-1.5 block font-medium">
          {isRecovery ? 'Recovery code' : 'One-time code'}
        </label>
        {isRecovery ? (
          <Input
            key="recovery"
            id="code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
            required
            autoFocus
            aria-describedby="code-hint"
            className="font-mono sm:h-9"
          />
        ) : (
          <CodeInput
            key="app"
            id="code"
            value={code}
            onChange={setCode}
            onComplete={(complete) => onSubmit(complete, false)}
            autoFocus
            aria-describedby="code-hint"
          />
        )}
        <p id="code-hint" className="mt-1.5 text-ink-3 text-xs">
          {isRecovery
            ? 'One of the codes you saved when you turned two-factor authentication on. Each works once.'
            : 'The six-digit code from your authenticator app.'}
        </p>
      </div>
      {message && <Callout tone="bad" role="alert" title={message} />}
      <Button type="submit" variant="primary" size="lg" busy={busy} className="w-full">
        Verify
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="ghost" size="sm" onClick={onBack}>
          Back
        </Button>
        <Button variant="ghost" size="sm" onClick={other}>
          {isRecovery ? 'Use the app’s code' : 'Use a recovery code'}
        </Button>
      </div>
    </form>
  );
}
