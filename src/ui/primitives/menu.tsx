'use client';

import { DropdownMenu } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
  defaultOpen?: boolean;
}

/** Menu of actions behind a button. Arrow keys move, typing selects by name, Escape closes. */
export function Menu({ trigger, children, align = 'end', side = 'bottom', defaultOpen }: MenuProps) {
  return (
    // A modal menu would hide the page from screen readers, although the keyboard could still reach it.
    <DropdownMenu.Root modal={false} defaultOpen={defaultOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={keepFocusOfDialog}
          className="z-50 min-w-48 animate-rise rounded-lg border border-line bg-surface p-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Keep the focus in a dialog that a menu item opened; otherwise the menu returns it to its button. */
function keepFocusOfDialog(event: Event): void {
  if (document.activeElement?.closest('[role="dialog"]')) event.preventDefault();
}

export const menuItemStyle =
  'flex cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 text-ink-2 outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-hover data-[highlighted]:text-ink data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0';

type ItemProps = ComponentProps<typeof DropdownMenu.Item> & { danger?: boolean };

export function MenuItem({ danger, className, ...rest }: ItemProps) {
  return (
    <DropdownMenu.Item
      {...rest}
      className={cn(
        menuItemStyle,
        danger && 'text-bad data-[highlighted]:bg-bad-soft data-[highlighted]:text-bad',
        className,
      )}
    />
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 py-1.5 text-ink-3 text-xs">{children}</DropdownMenu.Label>;
}
