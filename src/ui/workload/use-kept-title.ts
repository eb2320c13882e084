import { useEffect } from 'react';

/**
 * Keep the document title of a layout while the pages below it change, because Next sets the title with each page.
 * @param title undefined while it is unknown
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
