'use client';

import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { cn } from './cn';
import { firstControl } from './first-control';
import { focusPlace } from './focus-place';
import { OverlayHeader } from './overlay-header';
import { useOpener } from './use-opener';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  wide?: boolean;
  /** Whether Escape and clicks outside do not close it, because its content is shown only once. */
  keepsOpen?: boolean;
}

/** Modal dialog. On a phone it is at the bottom of the screen, near the thumb. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, children, wide, keepsOpen } = props;
  const opener = useOpener(open);
  const body = useRef<HTMLDivElement>(null);
  const stay = (event: Event) => keepsOpen && event.preventDefault();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onEscapeKeyDown={stay}
          onInteractOutside={stay}
          onOpenAutoFocus={(event) => {
            const control = firstControl(body.current);
            if (!control) return;
            event.preventDefault(); // otherwise the close button, which comes first, would get the focus
            control.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener) focusPlace(opener);
          }}
          className={cn(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] w-full animate-rise flex-col overflow-y-auto rounded-t-lg border border-line bg-surface shadow-float outline-none sm:inset-x-auto sm:top-[12vh] sm:bottom-auto sm:left-1/2 sm:max-h-[80vh] sm:-translate-x-1/2 sm:rounded-lg',
            wide ? 'sm:max-w-2xl' : 'sm:max-w-md',
          )}
        >
          <OverlayHeader title={title} description={description} className="pt-5" />
          <div ref={body} className="px-5 pt-4 pb-5">
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Row of buttons at the end of a dialog; the primary action is last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-5 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end [&>*]:h-9 sm:[&>*]:h-8">
      {children}
    </div>
  );
}
