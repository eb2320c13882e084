'use client';

import { CrashPage } from '@/ui/feedback/crash-page';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="mx-auto max-w-6xl px-4 sm:px-8">
      <CrashPage error={error} retry={reset} />
    </main>
  );
}
