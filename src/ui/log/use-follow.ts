import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Distance from the end, in pixels, that still counts as the end. */
const slack = 24;

interface Follow {
  scroller: RefObject<HTMLDivElement | null>;
  isFollowing: boolean;
  follow: () => void;
  pause: () => void;
}

/** Stay at the end while lines are added, until the user scrolls up; scrolling back to the end resumes this. */
export function useFollow(content: unknown): Follow {
  const scroller = useRef<HTMLDivElement | null>(null);
  const [isFollowing, setFollowing] = useState(true);
  /** Whether the user has scrolled up. Set immediately, before the state is rendered. */
  const hasLeft = useRef(false);

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new content is what moves the end
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !isFollowing) return;
    toEnd();
    // Lines get their real height when they are first rendered (log-chunk.tsx), which moves the end again.
    const growth = new ResizeObserver(() => hasLeft.current || toEnd());
    for (const chunk of element.children) growth.observe(chunk);
    return () => growth.disconnect();
  }, [content, isFollowing, toEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let before = element.scrollTop;
    const onScroll = () => {
      const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= slack;
      if (isAtEnd) hasLeft.current = false;
      else if (element.scrollTop < before) hasLeft.current = true;
      setFollowing(!hasLeft.current);
      before = element.scrollTop;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);

  const set = useCallback((isWanted: boolean) => {
    hasLeft.current = !isWanted;
    setFollowing(isWanted);
  }, []);
  const follow = useCallback(() => set(true), [set]);
  const pause = useCallback(() => set(false), [set]);
  return { scroller, isFollowing, follow, pause };
}
