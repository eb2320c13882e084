import { useEffect } from 'react';

/**
 * Keep the title of a head that stays while what is below it changes: Next writes the title of a page whenever it does.
 * undefined: it is not known yet.
 */
export function useKeptTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return;
    const wanted = `${title} · Gantry`;
    const keep = () => {
      if (document.title !== wanted) document.title = wanted;
    };
    const observer = new MutationObserver(keep);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [title]);
}
