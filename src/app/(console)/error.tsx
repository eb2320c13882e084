'use client';

import { CrashPage } from '@/ui/feedback/crash-page';

/** Error page inside the shell, so that the rest of the console stays usable. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <CrashPage error={error} retry={reset} />;
}
