import { useEffect, useRef } from 'react';

/** Do something when a page is opened, once, however often React mounts it. */
export function useOnce(action: (() => void) | null): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || action === null) return;
    isDone.current = true;
    action();
  });
}
