import type { ReactNode } from 'react';
import type { Tone } from './badge';
import { cn } from './cn';

const marks: Record<Tone, string> = {
  ok: 'bg-ok-mark',
  busy: 'bg-busy-mark animate-breathe',
  warn: 'bg-warn-mark',
  bad: 'bg-bad-mark',
  idle: 'border border-idle-mark',
};

const texts: Record<Tone, string> = {
  ok: 'text-ok',
  busy: 'text-busy',
  warn: 'text-warn',
  bad: 'text-bad',
  idle: 'text-idle',
};

/** A status: its name, with a coloured mark that makes it quick to find. */
export function Status({
  tone,
  className,
  children,
}: {
  tone: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn('inline-flex items-center gap-2 whitespace-nowrap font-medium', texts[tone], className)}
    >
      <span aria-hidden className={cn('size-2 shrink-0 rounded-full', marks[tone])} />
      {children}
    </span>
  );
}
