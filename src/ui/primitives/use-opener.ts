import { useState } from 'react';
import { type FocusPlace, placeOf } from './focus-place';

/**
 * What had the focus when a dialog was opened, so that closing it can give the focus back. Asked while drawing: once
 * the dialog is open, one of its own fields has the focus.
 */
export function useOpener(open: boolean): FocusPlace | null {
  const [asked, setAsked] = useState(() => ({ open, opener: open ? currentOpener() : null }));
  if (asked.open !== open) setAsked({ open, opener: open ? currentOpener() : asked.opener });
  return asked.opener;
}

/** The control that gets the focus back: for an entry of a menu, which is gone by then, its button. */
function currentOpener(): FocusPlace | null {
  if (typeof document === 'undefined') return null;
  const focused = document.activeElement;
  const menu = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = menu ? document.getElementById(menu) : focused;
  return opener instanceof HTMLElement ? placeOf(opener) : null;
}
