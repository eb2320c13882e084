import { type RefObject, useEffect, useRef } from 'react';

/**
 * Call `onSight` when the element with the returned ref comes near the viewport, and after each render while it is
 * there.
 */
export function useEndInSight(isWatching: boolean, onSight: () => void): RefObject<HTMLLIElement | null> {
  const end = useRef<HTMLLIElement>(null);
  const latest = useRef(onSight);
  useEffect(() => {
    latest.current = onSight;
  });
  // Observe again after each render: an observer reports an element that stays in view only once.
  useEffect(() => {
    if (!isWatching || !end.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  });
  return end;
}
