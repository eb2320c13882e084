'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { CopyButton } from '../feedback/copy-button';
import { Button } from '../primitives/button';
import { maskedUrl } from './masked-url';

interface ConnectionStringProps {
  /** Label, such as `Internal URL`. */
  label: string;
  /** Hint on which clients can connect with this URL. */
  hint: ReactNode;
  /** Connection URL; undefined if the caller's role may not see it. */
  url: string | null | undefined;
  /** Shown if there is no URL. */
  absent?: ReactNode;
}

/** A connection URL, whose password is masked until the user reveals it. It can be copied while masked. */
export function ConnectionString({ label, hint, url, absent }: ConnectionStringProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="grid gap-x-6 gap-y-1.5 px-4 py-3 lg:grid-cols-[12rem_minmax(0,1fr)]">
      <div>
        <p className="font-medium">{label}</p>
        <p className="text-ink-3 text-xs">{hint}</p>
      </div>
      {url ? (
        <div className="flex min-w-0 items-start gap-1">
          <code className="min-w-0 flex-1 select-all self-center break-all text-ink-2 text-xs">
            {isShown ? url : maskedUrl(url)}
          </code>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`${isShown ? 'Hide' : 'Reveal'} the password of the ${label.toLowerCase()}`}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </Button>
          <CopyButton text={url} label={`Copy ${label.toLowerCase()}`} />
        </div>
      ) : (
        <p className="self-center text-ink-3">
          {url === undefined ? 'Hidden from your role, because it contains the password.' : absent}
        </p>
      )}
    </div>
  );
}
