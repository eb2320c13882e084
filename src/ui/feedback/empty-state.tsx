import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** Purpose of the list, and what to do first. */
  children: ReactNode;
  action?: ReactNode;
}

/** Content of a list without entries: its purpose, and the next step. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-lg border border-line border-dashed px-6 py-8 sm:px-8 sm:py-10">
      <Icon aria-hidden className="size-5 text-ink-3" />
      <h2 className="font-semibold text-base tracking-tight">{title}</h2>
      <div className="max-w-prose text-ink-2">{children}</div>
      {action && <div className="mt-1 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
