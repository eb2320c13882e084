'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { focusPlace } from './focus-place';
import { OverlayHeader } from './overlay-header';
import { useOpener } from './use-opener';

interface DrawerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** Details next to the list that they belong to; full width on a phone. */
export function Drawer({ open, onOpenChange, title, description, children }: DrawerProps) {
  const opener = useOpener(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener) focusPlace(opener);
          }}
          className="fixed inset-y-0 right-0 z-50 w-full max-w-xl animate-slide-left overflow-y-auto border-line border-l bg-surface shadow-float outline-none"
        >
          <OverlayHeader
            title={title}
            description={description}
            className="sticky top-0 z-10 border-line border-b bg-surface py-4"
          />
          <div className="px-5 py-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
