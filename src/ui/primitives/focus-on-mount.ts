/** A `ref` for what replaces the control that was just used: the focus, and with it a reader, would be lost otherwise. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
