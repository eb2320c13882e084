/** Text that can be part of an image's name unchanged. */
const plain = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/**
 * Convert a component's name to a part of an image's name, where Docker allows no capitals. Different names stay
 * different.
 */
export function imageLabel(component: string): string {
  if (plain.test(component)) return component;
  const codes = Array.from(component, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'));
  return `x--${codes.join('')}`;
}
