export type DeviceKind = 'computer' | 'phone' | 'program';

/** Browsers by the token that identifies them. Those that also contain the token of another browser come first. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\bHeadlessChrome\//, 'Headless Chrome'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

/** Systems, the more specific first: Android also names Linux, and an iPhone also names Mac OS X. */
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

const find = (table: readonly (readonly [RegExp, string])[], text: string) =>
  table.find(([pattern]) => pattern.test(text))?.[1];

/**
 * Describe the device of a session, such as `Firefox on Linux`. The user agent is sent by the client and proves
 * nothing.
 */
export function describeDevice(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device';
  const browser = find(browsers, userAgent);
  const system = find(systems, userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? userAgent.split(' ')[0]?.slice(0, 60) ?? 'Unknown device';
}

export function deviceKind(userAgent: string | null): DeviceKind {
  if (!userAgent || !find(browsers, userAgent)) return 'program';
  return /\biPhone\b|\biPad\b|\bAndroid\b/.test(userAgent) ? 'phone' : 'computer';
}
