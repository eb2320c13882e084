const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Format a size, such as `0 B` or `1.5 MB`: with a decimal below ten. */
export function byteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const shown = unit > 0 && value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
  return `${shown} ${units[unit]}`;
}
