const nanosecondsByUnit: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86_400e9,
  w: 7 * 86_400e9,
};

/** Convert `1h30m`, `1.5s`, `30` (seconds) to nanoseconds; null for an invalid duration. */
export function durationNanoseconds(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d{1,12}(?:\.\d{1,9})?$/.test(trimmed)) return Math.round(Number(trimmed) * 1e9);
  if (!/^(?:\d{1,15}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h|d|w))+$/.test(trimmed) || trimmed.length > 64)
    return null;
  let total = 0;
  for (const [, amount, unit = ''] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w)/g)) {
    total += Number(amount) * (nanosecondsByUnit[unit] ?? 0);
  }
  return total <= Number.MAX_SAFE_INTEGER ? Math.round(total) : null;
}

/** Convert nanoseconds to the shortest exact duration of one unit. */
export function durationText(nanoseconds: number): string {
  for (const unit of ['s', 'ms', 'us'] as const) {
    const size = nanosecondsByUnit[unit] ?? 1;
    if (nanoseconds % size === 0) return `${nanoseconds / size}${unit}`;
  }
  return `${nanoseconds}ns`;
}

const powers = ['b', 'k', 'm', 'g', 't', 'p'];

/** Convert `512m`, `1.5gb`, `64MiB`, `1024` to bytes, in powers of 1024 as Docker counts; null for an invalid size. */
export function sizeBytes(text: string): number | null {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)\s?([bkmgtp])?(?:i?b)?$/i.exec(text.trim());
  if (!match) return null;
  const bytes = Math.floor(
    Number(match[1]) * 1024 ** Math.max(0, powers.indexOf((match[2] ?? 'b').toLowerCase())),
  );
  return bytes <= Number.MAX_SAFE_INTEGER ? bytes : null;
}
