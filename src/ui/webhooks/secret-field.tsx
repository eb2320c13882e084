'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { CopyButton } from '../feedback/copy-button';
import { Button } from '../primitives/button';

const cover = '••••••••••••••••';

interface SecretFieldProps {
  /** The secret; null if none is set, undefined if the caller's role may not see it. */
  secret: string | null | undefined;
  /** Shown if there is no secret. */
  absent: string;
}

/** A secret, which is masked until the user reveals it. It can be copied while masked. */
export function SecretField({ secret, absent }: SecretFieldProps) {
  const [isShown, setShown] = useState(false);
  if (!secret)
    return <p className="text-ink-3">{secret === undefined ? 'Hidden from your role.' : absent}</p>;
  return (
    <div className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 flex-1 break-all text-ink-2 text-xs">{isShown ? secret : cover}</code>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`${isShown ? 'Hide' : 'Reveal'} the secret`}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </Button>
      <CopyButton text={secret} label="Copy the secret" />
    </div>
  );
}
