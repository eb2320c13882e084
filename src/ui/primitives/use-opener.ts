import { useState } from 'react';
import { type FocusPlace, placeOf } from './focus-place';

/**
 * Element that had the focus when a dialog was opened, so that closing the dialog can return the focus. It is read
 * during rendering: later one of the dialog's own fields has the focus.
 */
export function useOpener(open: boolean): FocusPlace | null {
  const [asked, setAsked] = useState(() => ({ open, opener: open ? currentOpener() : null }));
  if (asked.open !== open) setAsked({ open, opener: open ? currentOpener() : asked.opener });
  return asked.opener;
}

/** Control that gets the focus back. A menu item is gone by then, so the button of its menu gets it. */
function currentOpener(): FocusPlace | null {
  if (typeof document === 'undefined') return null;
  const focused = document.activeElement;
  const menu = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = menu ? document.getElementById(menu) : focused;
  return opener instanceof HTMLElement ? placeOf(opener) : null;
}
