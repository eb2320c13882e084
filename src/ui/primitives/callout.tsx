import { CircleAlert, CircleCheck, Info, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './badge';
import { cn } from './cn';

const looks: Record<Tone, { frame: string; icon: typeof Info }> = {
  ok: { frame: 'border-ok-mark/40 bg-ok-soft text-ok', icon: CircleCheck },
  busy: { frame: 'border-busy-mark/40 bg-busy-soft text-busy', icon: Info },
  warn: { frame: 'border-warn-mark/50 bg-warn-soft text-warn', icon: CircleAlert },
  bad: { frame: 'border-bad-mark/40 bg-bad-soft text-bad', icon: OctagonAlert },
  idle: { frame: 'border-line bg-sunken text-ink-2', icon: Info },
};

interface CalloutProps {
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  /** Action at the end of the row. */
  action?: ReactNode;
  role?: 'alert' | 'status';
}

/** A notice that the user should read before going on. */
export function Callout({ tone = 'idle', title, children, action, role }: CalloutProps) {
  const { frame, icon: Icon } = looks[tone];
  return (
    <div
      role={role}
      className={cn('flex flex-wrap items-start gap-x-3 gap-y-3 rounded-lg border px-4 py-3', frame)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-1 text-ink-2">{children}</div>}
      </div>
      {action && <div className="flex shrink-0 items-center gap-2">{action}</div>}
    </div>
  );
}
