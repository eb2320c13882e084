import { useEffect } from 'react';

/** Names the tab after what is shown, once its name is known. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Gantry`;
  }, [title]);
}
