'use client';

import { useEffect } from 'react';
import { buttonStyle } from '../primitives/button-style';

interface CrashPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** Page shown when another page failed to render. The digest leads to a server-side error in the server's log. */
export function CrashPage({ error, retry }: CrashPageProps) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-4 py-20" role="alert">
      <p className="font-mono text-ink-3 text-sm">Error</p>
      <h1 className="font-semibold text-2xl tracking-tight">Something went wrong on this page</h1>
      <p className="text-ink-2">
        Nothing on your servers is affected. Try again, and report the problem if it happens again.
      </p>
      {error.digest && (
        <p className="text-ink-3 text-xs">
          Request id <code className="select-all text-ink-2">{error.digest}</code>
        </p>
      )}
      <button type="button" className={buttonStyle({ variant: 'primary' })} onClick={retry}>
        Try again
      </button>
    </div>
  );
}
