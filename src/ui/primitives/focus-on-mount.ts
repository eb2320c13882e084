/**
 * Focus an element that replaces the control just used (as a `ref`). Otherwise keyboard and screen reader lose their
 * place.
 */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
