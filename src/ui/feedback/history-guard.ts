/**
 * What is used of the browser's Navigation API (html.spec.whatwg.org, 7.2.7); TypeScript's DOM does not have it yet.
 */
interface NavigateEvent extends Event {
  navigationType: 'push' | 'replace' | 'reload' | 'traverse';
  destination: { url: string; index: number; sameDocument: boolean };
}
interface Navigation extends EventTarget {
  currentEntry: { index: number } | null;
}

/**
 * Hold the browser's back and forward buttons while `isHolding`. `onHeld` gets how many entries away the person wanted
 * to go, for `history.go`. A browser lets itself be held once for each thing done on the page, so no one is locked in;
 * what leaves the console is a `beforeunload`.
 */
export function holdHistory(isHolding: () => boolean, onHeld: (distance: number) => void): () => void {
  const navigation = navigationOf(window);
  if (!navigation) return () => undefined;
  const onNavigate = (event: Event) => {
    const distance = distanceOf(event as NavigateEvent, navigation); // the only event of this name
    if (distance === null || !isHolding()) return;
    event.preventDefault();
    onHeld(distance);
  };
  navigation.addEventListener('navigate', onNavigate);
  return () => navigation.removeEventListener('navigate', onNavigate);
}

/** Entries from here to where a traversal leads; null for what is none, cannot be held, or stays on the page. */
export function distanceOf(
  { navigationType, cancelable, destination }: NavigateEvent,
  { currentEntry }: Pick<Navigation, 'currentEntry'>,
  here = window.location.pathname,
): number | null {
  if (navigationType !== 'traverse' || !cancelable || !destination.sameDocument || !currentEntry) return null;
  if (new URL(destination.url).pathname === here) return null;
  return destination.index - currentEntry.index;
}

function navigationOf(scope: Window): Navigation | null {
  return 'navigation' in scope ? (scope.navigation as Navigation) : null; // newer than TypeScript's DOM
}
