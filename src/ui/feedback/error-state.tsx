'use client';

import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { type ApiError, readApiError } from '../api-error';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { CopyButton } from './copy-button';

/** Error of a list or page that could not be loaded: what happened, the id to quote, and a retry button. */
export function ErrorState({ error, retry, what }: { error: unknown; retry: () => void; what: string }) {
  const problem = readApiError(error);
  return (
    <Callout
      role="alert"
      tone="bad"
      title={`${what} could not be loaded`}
      action={
        <Button size="sm" onClick={retry}>
          <RotateCw aria-hidden /> Try again
        </Button>
      }
    >
      <p>{problem.message}</p>
      <RequestId error={problem} />
    </Callout>
  );
}

/** Statuses of errors in the user's input: the message explains them, so no request id is shown. */
const explained: ReadonlySet<number | null> = new Set([400, 401, 409, 422]);

export function RequestId({ error }: { error: Pick<ApiError, 'requestId' | 'status'> }): ReactNode {
  if (!error.requestId || explained.has(error.status)) return null;
  return (
    <p className="mt-1 flex items-center gap-1 text-ink-3 text-xs">
      Request id <code className="text-ink-2">{error.requestId}</code>
      <CopyButton text={error.requestId} label="Copy request id" />
    </p>
  );
}
