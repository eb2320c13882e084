import { type RefObject, useEffect, useRef } from 'react';

/** Call `onSight` when the element it is given to comes near the window, and again while it stays there. */
export function useEndInSight(isWatching: boolean, onSight: () => void): RefObject<HTMLLIElement | null> {
  const end = useRef<HTMLLIElement>(null);
  const latest = useRef(onSight);
  useEffect(() => {
    latest.current = onSight;
  });
  // Watched again after each drawing: an end that stays in sight is told once alone.
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
