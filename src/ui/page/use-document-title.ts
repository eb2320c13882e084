import { useEffect } from 'react';

/** Set the title of the browser tab. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Gantry`;
  }, [title]);
}
