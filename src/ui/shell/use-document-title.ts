import { useEffect } from 'react';

/**
 * Names the tab after what is shown, once its name is known. Next writes the title of a page whenever it changes, also
 * below a head that stays: the name is put back then.
 */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    const wanted = `${title} · Gantry`;
    const name = () => {
      if (document.title !== wanted) document.title = wanted;
    };
    name();
    const observer = new MutationObserver(name);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [title]);
}
