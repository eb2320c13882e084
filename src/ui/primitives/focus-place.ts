const controls = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex="0"]';

/** Position of a control in a list, so that the focus can move to a neighbour when its row is removed. */
export interface FocusPlace {
  element: HTMLElement;
  list: Element | null;
  row: number;
  control: number;
}

export function placeOf(element: HTMLElement): FocusPlace {
  const item = element.closest('li');
  const list = item?.parentElement ?? null;
  const row = list && item ? Array.from(list.children).indexOf(item) : 0;
  return { element, list, row, control: item ? controlsIn(item).indexOf(element) : 0 };
}

/** Focus the control, or else the same control in the row that moved up, or else the heading of the page. */
export function focusPlace({ element, list, row, control }: FocusPlace): void {
  const neighbour = list?.isConnected ? list.children[Math.min(row, list.children.length - 1)] : undefined;
  const target = element.isConnected
    ? element
    : (neighbour && controlsIn(neighbour).at(Math.max(0, control))) ||
      (neighbour && controlsIn(neighbour).at(-1)) ||
      heading();
  target?.focus();
}

function controlsIn(within: Element): HTMLElement[] {
  return Array.from(within.querySelectorAll<HTMLElement>(controls));
}

/** Heading of the page, where screen readers start; it is made focusable from scripts only. */
function heading(): HTMLElement | null {
  const main = document.getElementById('main');
  const title = main?.querySelector('h1');
  title?.setAttribute('tabindex', '-1');
  return title ?? main;
}
