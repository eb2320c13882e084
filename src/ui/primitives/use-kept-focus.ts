import { type RefObject, useEffect, useRef } from 'react';
import { type FocusPlace, focusPlace, placeOf } from './focus-place';

/**
 * When a row whose control has the focus is removed, focus a neighbour: otherwise the keyboard starts at the top of the
 * page.
 */
export function useKeptFocus(rows: readonly unknown[]): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null);
  const place = useRef<FocusPlace | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at after each change of the rows
  useEffect(() => {
    const lost = place.current && !place.current.element.isConnected;
    if (lost && document.activeElement === document.body && place.current) focusPlace(place.current);
  }, [rows]);
  useEffect(() => {
    const element = list.current;
    const onFocus = (event: FocusEvent) => {
      place.current = event.target instanceof HTMLElement ? placeOf(event.target) : null;
    };
    const onBlur = (event: FocusEvent) => {
      const left = event.target;
      // A control that is being removed fires this event while it is still in the document.
      queueMicrotask(() => {
        if (place.current?.element === left && place.current.element.isConnected) place.current = null;
      });
    };
    element?.addEventListener('focusin', onFocus);
    element?.addEventListener('focusout', onBlur);
    return () => {
      element?.removeEventListener('focusin', onFocus);
      element?.removeEventListener('focusout', onBlur);
    };
  }, []);
  return list;
}
