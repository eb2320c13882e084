import { useEffect, useRef } from 'react';

/** Run an action once per visit of a page, even if React mounts the page several times; null is ignored. */
export function useOnce(action: (() => void) | null): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || action === null) return;
    isDone.current = true;
    action();
  });
}
