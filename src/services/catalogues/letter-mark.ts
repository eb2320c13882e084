import { createHash } from 'node:crypto';

const size = 64;

/** A generated logo: the first letter of a name on a colour derived from it, as SVG. */
export function letterMark(name: string): string {
  const letter = [...name].find((character) => /[\p{L}\p{N}]/u.test(character))?.toUpperCase() ?? '?';
  const hue = createHash('sha256').update(name).digest().readUInt16BE(0) % 360;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img">` +
    `<rect width="${size}" height="${size}" rx="14" fill="hsl(${hue} 55% 38%)"/>` +
    `<text x="32" y="32" dy=".36em" fill="#fff" font-family="system-ui,sans-serif" font-size="34" font-weight="600" text-anchor="middle">${letter}</text></svg>`
  );
}
