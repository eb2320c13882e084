import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Close enough to the end to mean it, in pixels. */
const slack = 24;

interface Follow {
  scroller: RefObject<HTMLDivElement | null>;
  isFollowing: boolean;
  follow: () => void;
  pause: () => void;
}

/** Stays at the end while lines arrive, until the reader scrolls up; scrolling back to the end follows again. */
export function useFollow(content: unknown): Follow {
  const scroller = useRef<HTMLDivElement | null>(null);
  const [isFollowing, setFollowing] = useState(true);

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new content is what moves the end
  useLayoutEffect(() => {
    if (isFollowing) toEnd();
  }, [content, isFollowing, toEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let before = element.scrollTop;
    const onScroll = () => {
      const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= slack;
      if (isAtEnd) setFollowing(true);
      else if (element.scrollTop < before) setFollowing(false);
      before = element.scrollTop;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);

  const follow = useCallback(() => setFollowing(true), []);
  const pause = useCallback(() => setFollowing(false), []);
  return { scroller, isFollowing, follow, pause };
}
