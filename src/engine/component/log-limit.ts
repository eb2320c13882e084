/** Docker's log drivers that keep logs in files on the machine; only these are limited. */
const fileDrivers: ReadonlySet<string> = new Set(['json-file', 'local']);
/** Files per log: the older one is dropped when the newer one is full. */
const files = 2;

/**
 * Build Docker's LogConfig that limits the log of a container (`deployment.md` D10.3), which could otherwise fill the
 * disk. Null when the machine's driver takes no such limit.
 * @param bytes of all its files
 */
export function logLimit(driver: string, bytes: number): Record<string, unknown> | null {
  if (!fileDrivers.has(driver)) return null;
  return {
    Type: driver,
    Config: { 'max-size': String(Math.ceil(bytes / files)), 'max-file': String(files) },
  };
}
