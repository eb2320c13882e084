const controls = 'input:not([type="hidden"], [aria-hidden="true"]), select, textarea, button';

/** Find the control to focus first: the first enabled one or, in a group of radio buttons, the selected one. */
export function firstControl(within: HTMLElement | null): HTMLElement | null {
  const all = Array.from(within?.querySelectorAll<HTMLElement>(controls) ?? []);
  const first = all.find((control) => !control.matches(':disabled'));
  const group = first?.closest('[role="radiogroup"]');
  return group?.querySelector<HTMLElement>('[aria-checked="true"]') ?? first ?? null;
}
