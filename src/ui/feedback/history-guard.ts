/**
 * The members of the browser's Navigation API (html.spec.whatwg.org, 7.2.7) that are used here. TypeScript's DOM
 * library does not have them yet.
 */
interface NavigateEvent extends Event {
  navigationType: 'push' | 'replace' | 'reload' | 'traverse';
  destination: { url: string; index: number; sameDocument: boolean };
}
interface Navigation extends EventTarget {
  currentEntry: { index: number } | null;
}

/**
 * Block the browser's back and forward buttons while `isHolding` returns true. `onHeld` gets the distance in history
 * entries that the user wanted to go, for `history.go`. A browser can be blocked once per interaction with the page, so
 * no user is locked in. Leaving the console altogether is the task of `beforeunload`.
 */
export function holdHistory(isHolding: () => boolean, onHeld: (distance: number) => void): () => void {
  const navigation = navigationOf(window);
  if (!navigation) return () => undefined;
  const onNavigate = (event: Event) => {
    const distance = distanceOf(event as NavigateEvent, navigation); // no other event has this name
    if (distance === null || !isHolding()) return;
    event.preventDefault();
    onHeld(distance);
  };
  navigation.addEventListener('navigate', onNavigate);
  return () => navigation.removeEventListener('navigate', onNavigate);
}

/**
 * Distance in history entries of a traversal; null for other navigations, and for those that cannot be blocked or stay
 * on the page.
 */
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
  return 'navigation' in scope ? (scope.navigation as Navigation) : null; // not in TypeScript's DOM library yet
}
