import { Lock } from 'lucide-react';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { EmptyState } from './empty-state';

interface NotPermittedProps {
  /** The part that is not permitted, as the subject of a sentence. */
  what: string;
  reason: string;
}

function titleOf(what: string): string {
  return `${what} ${what.endsWith('s') ? 'are' : 'is'} not available to your role`;
}

/** Replacement for a list or a part of a page that the caller's role may not see. */
export function NotPermitted({ what, reason }: NotPermittedProps) {
  return (
    <EmptyState icon={Lock} title={titleOf(what)}>
      {reason}
    </EmptyState>
  );
}

/** Page for a 403. */
export function NotPermittedPage({ what, reason }: NotPermittedProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-4 py-20">
      <Lock aria-hidden className="size-5 text-ink-3" />
      <h1 className="font-semibold text-2xl tracking-tight">{titleOf(what)}</h1>
      <p className="text-ink-2">{reason}</p>
      <ButtonLink variant="primary" href={paths.home()}>
        Go to projects
      </ButtonLink>
    </div>
  );
}
