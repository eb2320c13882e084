const controls = 'input:not([type="hidden"], [aria-hidden="true"]), select, textarea, button';

/** Find the control where typing begins: the first that can be used, of a group of radio buttons the chosen one. */
export function firstControl(within: HTMLElement | null): HTMLElement | null {
  const all = Array.from(within?.querySelectorAll<HTMLElement>(controls) ?? []);
  const first = all.find((control) => !control.matches(':disabled'));
  const group = first?.closest('[role="radiogroup"]');
  return group?.querySelector<HTMLElement>('[aria-checked="true"]') ?? first ?? null;
}
