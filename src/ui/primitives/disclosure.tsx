import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

interface DisclosureProps {
  title: ReactNode;
  /** Summary of the content, next to the title. */
  detail?: ReactNode;
  open?: boolean;
  children: ReactNode;
}

/** Collapsible part that most users do not need. */
export function Disclosure({ title, detail, open, children }: DisclosureProps) {
  return (
    <details open={open} className="group rounded-lg border border-line bg-surface">
      <summary className="flex list-none items-center gap-2 rounded-lg px-4 py-3 font-medium hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
        />
        <span>{title}</span>
        {detail && <span className="min-w-0 truncate font-normal text-ink-3">{detail}</span>}
      </summary>
      <div className="border-line border-t p-4">{children}</div>
    </details>
  );
}
