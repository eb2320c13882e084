/** What a part of an image's name may be as it is. */
const plain = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** The name of a component as a part of an image's name: Docker knows no capitals there. Different names stay different. */
export function imageLabel(component: string): string {
  if (plain.test(component)) return component;
  const codes = Array.from(component, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'));
  return `x--${codes.join('')}`;
}
