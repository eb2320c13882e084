'use client';

import './globals.css';
import { CrashPage } from '@/ui/feedback/crash-page';

/** Error page for failures of the root layout itself. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto max-w-6xl px-4 sm:px-8">
          <CrashPage error={error} retry={reset} />
        </main>
      </body>
    </html>
  );
}
