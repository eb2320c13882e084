import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';

interface OverlayHeaderProps {
  title: string;
  description?: ReactNode;
  className?: string;
}

/** Header of a dialog or a drawer: title, description and close button. */
export function OverlayHeader({ title, description, className }: OverlayHeaderProps) {
  return (
    <header className={cn('flex items-start justify-between gap-4 px-5', className)}>
      <div className="min-w-0">
        <Radix.Title className="break-words font-semibold text-lg tracking-tight">{title}</Radix.Title>
        {description && (
          <Radix.Description asChild>
            <div className="mt-1 text-ink-2">{description}</div>
          </Radix.Description>
        )}
      </div>
      <Radix.Close asChild>
        <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mt-1 -mr-2">
          <X aria-hidden />
        </Button>
      </Radix.Close>
    </header>
  );
}
